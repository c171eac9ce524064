import { CompressionTypes, Partitioners, type Message, type Producer, type RecordMetadata } from 'kafkajs';
import { originOf, type Connection } from './connection';
import type { Place } from './position';

/** A record as it is sent: a value of `null` takes back what a compacted topic held under the key. */
export type Outgoing = Message & { readonly key: string; readonly value: string | null };

/** Before compression; half of what a broker takes in one piece by default, since headers and keys come on top. */
const BYTES_AT_ONCE = 512 * 1024;
/** Fewer bytes go as they are: every group that reads them would spend more on each than is spared. */
const COMPRESSED_FROM = 8 * 1024;
const ALL_REPLICAS = -1;

interface Waiting {
  readonly topic: string;
  readonly records: readonly Outgoing[];
  readonly bytes: number;
  readonly resolve: (placed: readonly Place[]) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Sends records so that they are on every replica that is in step when it resolves. What comes while a request is under
 * way goes with the next one, all together: one request at a time keeps the order of each case.
 */
export class Publishing {
  private readonly waiting: Waiting[] = [];
  private producer: Promise<Producer> | undefined;
  private sending: Promise<void> | undefined;
  private closed = false;

  constructor(private readonly connection: Connection) {}

  /**
   * @returns for each request in which they went, in order: where in a partition it has begun.
   * @throws MessagingUnavailable; then some may be stored all the same, and all of them may be sent again.
   */
  async send(topic: string, records: readonly Outgoing[]): Promise<readonly Place[]> {
    const placed: Place[] = [];
    for (const piece of pieces(records)) placed.push(...(await this.enqueue(topic, piece)));
    return placed;
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.sending;
    await this.forget();
  }

  private enqueue(topic: string, records: readonly Outgoing[]): Promise<readonly Place[]> {
    if (this.closed) return Promise.reject(new Error('messaging is closed'));
    return new Promise((resolve, reject) => {
      this.waiting.push({ topic, records, bytes: bytesOf(records), resolve, reject });
      this.sending ??= this.sendAll();
    });
  }

  private async sendAll(): Promise<void> {
    // Whoever publishes in this turn of the loop goes along.
    await Promise.resolve();
    try {
      while (this.waiting.length > 0) await this.sendTogether(this.nextCalls());
    } finally {
      // In the same turn as the last look: whoever comes a moment later would wait for a sending that is over.
      this.sending = undefined;
    }
  }

  private nextCalls(): readonly Waiting[] {
    let bytes = 0;
    const tooMuch = this.waiting.findIndex((each, index) => (bytes += each.bytes) > BYTES_AT_ONCE && index > 0);
    return this.waiting.splice(0, tooMuch === -1 ? this.waiting.length : tooMuch);
  }

  private async sendTogether(calls: readonly Waiting[]): Promise<void> {
    try {
      const told = await this.request(calls);
      for (const { topic, resolve } of calls) resolve(placesIn(topic, told));
    } catch (error) {
      const fault = this.connection.unavailable(error, [...new Set(calls.map(({ topic }) => topic))].join(', '));
      // A record that the broker refuses is the fault of one call: the others are sent without it.
      if (fault === error && calls.length > 1) for (const call of calls) await this.sendTogether([call]);
      else for (const { reject } of calls) reject(originOf(fault));
    }
  }

  private async request(calls: readonly Waiting[]): Promise<readonly RecordMetadata[]> {
    try {
      this.producer ??= this.connect();
      const byTopic = new Map<string, Outgoing[]>();
      for (const { topic, records } of calls) byTopic.set(topic, [...(byTopic.get(topic) ?? []), ...records]);
      const bytes = calls.reduce((sum, call) => sum + call.bytes, 0);
      const compression = bytes < COMPRESSED_FROM ? CompressionTypes.None : this.connection.compression;
      const topicMessages = [...byTopic].map(([topic, messages]) => ({ topic, messages }));
      return await (await this.producer).sendBatch({ acks: ALL_REPLICAS, compression, topicMessages });
    } catch (error) {
      // The client gives the numbers of a request that failed to the next one. If the broker did store it, it would take
      // the next, whatever is in it, for a repeat, and acknowledge what it never stores: so the next has a new producer.
      await this.forget();
      throw error;
    }
  }

  private async connect(): Promise<Producer> {
    const producer = this.connection.kafka.producer({
      ...{ idempotent: true, maxInFlightRequests: 1, allowAutoTopicCreation: false },
      createPartitioner: Partitioners.DefaultPartitioner,
    });
    await producer.connect();
    return producer;
  }

  private async forget(): Promise<void> {
    const { producer } = this;
    this.producer = undefined;
    await producer?.then((each) => each.disconnect()).catch(() => undefined);
  }
}

const placesIn = (topic: string, told: readonly RecordMetadata[]): readonly Place[] =>
  told
    .filter(({ topicName }) => topicName === topic)
    .map(({ partition, baseOffset }) => ({ partition, offset: Number(baseOffset) }));

const bytesOf = (records: readonly Outgoing[]): number =>
  records.reduce((sum, { key, value }) => sum + Buffer.byteLength(key) + Buffer.byteLength(value ?? ''), 0);

/** Records in order, in pieces that a broker takes at once; one that is too large is a piece of its own. */
export function* pieces(records: readonly Outgoing[]): Iterable<readonly Outgoing[]> {
  let [piece, bytes]: [Outgoing[], number] = [[], 0];
  for (const record of records) {
    const size = bytesOf([record]);
    if (piece.length > 0 && bytes + size > BYTES_AT_ONCE) {
      yield piece;
      [piece, bytes] = [[], 0];
    }
    piece.push(record);
    bytes += size;
  }
  if (piece.length > 0) yield piece;
}
