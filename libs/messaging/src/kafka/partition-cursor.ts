import { Overdue } from '@ekey/kernel';
import type { Consumer, EachBatchPayload } from 'kafkajs';
import type { Connection } from './connection';
import type { ArrivedRecord } from './message-record';

/** Whoever reads is waited for by all who want to read after him: a client that brings nothing for so long has failed. */
const SILENT_MS = 15_000;

interface Wanted {
  readonly partition: number;
  /** The offset to read up to, not included. */
  readonly end: number;
  readonly limit: number;
  readonly found: ArrivedRecord[];
  next: number;
  readonly silence: NodeJS.Timeout;
  readonly resolve: (found: readonly ArrivedRecord[]) => void;
  readonly reject: (error: Error) => void;
}

/** Reads a topic from any place. The client reads in groups only: this is a group of one that never commits. */
export class PartitionCursor {
  private readonly consumer: Consumer;
  private readonly topic: string;
  private running: Promise<void> | undefined;
  private wanted: Wanted | undefined;
  private fault: Error | undefined;

  constructor(
    private readonly connection: Connection,
    topic: string,
    group: string,
  ) {
    this.topic = connection.named(topic);
    this.consumer = connection.passing(group);
  }

  /** @returns at most `limit` records from an offset to below another. @throws MessagingUnavailable */
  async read(partition: number, offset: number, end: number, limit: number): Promise<readonly ArrivedRecord[]> {
    await (this.running ??= this.run());
    if (this.fault !== undefined) throw this.fault;
    const { topic } = this;
    const silence = setTimeout(() => this.fail(new Overdue(SILENT_MS)), SILENT_MS);
    try {
      return await new Promise((resolve, reject) => {
        this.wanted = { partition, end, limit, found: [], next: offset, silence, resolve, reject };
        this.consumer.seek({ topic, partition, offset: String(offset) });
        this.consumer.resume([{ topic, partitions: [partition] }]);
      });
    } finally {
      clearTimeout(silence);
      this.wanted = undefined;
      if (this.fault === undefined) this.consumer.pause([{ topic }]);
    }
  }

  get hasFailed(): boolean {
    return this.fault !== undefined;
  }

  async close(): Promise<void> {
    await this.consumer.disconnect().catch(() => undefined);
  }

  private async run(): Promise<void> {
    const { consumer, topic } = this;
    // Before the first fetch, and again whenever the client has joined anew and lost its place.
    consumer.on(consumer.events.GROUP_JOIN, () => this.begin());
    consumer.on(consumer.events.CRASH, ({ payload }) => this.fail(payload.error));
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [topic], fromBeginning: true });
      await consumer.run({ autoCommit: false, eachBatch: async (arrival) => this.take(arrival) });
    } catch (error) {
      this.fail(error as Error);
    }
  }

  private begin(): void {
    const { topic, wanted } = this;
    this.consumer.pause([{ topic }]);
    if (wanted === undefined) return;
    this.consumer.seek({ topic, partition: wanted.partition, offset: String(wanted.next) });
    this.consumer.resume([{ topic, partitions: [wanted.partition] }]);
  }

  private take({ batch }: EachBatchPayload): void {
    const { wanted } = this;
    const { partition } = batch;
    if (wanted?.partition !== partition) return;
    wanted.silence.refresh();
    for (const { key, value, headers, offset } of batch.messages) {
      const at = Number(offset);
      if (at < wanted.next || at >= wanted.end || wanted.found.length === wanted.limit) continue;
      wanted.found.push({ key, value, partition, offset: at, ...(headers === undefined ? {} : { headers }) });
      wanted.next = at + 1;
    }
    // The last offsets of a compacted partition may be gone: the batch tells how far it reaches all the same.
    const reached = Math.max(wanted.next, Number(batch.lastOffset()) + 1);
    if (wanted.found.length === wanted.limit || reached >= wanted.end) wanted.resolve(wanted.found);
  }

  private fail(error: Error): void {
    this.fault = this.connection.unavailable(error, this.topic);
    this.wanted?.reject(this.fault);
  }
}
