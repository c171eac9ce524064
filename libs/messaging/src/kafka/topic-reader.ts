import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from './connection';
import type { ArrivedRecord } from './message-record';
import { PartitionCursor } from './partition-cursor';
import { placeBehind } from './position';

/** What a partition holds: offsets from `low` to below `high`. */
export interface PartitionEnd {
  readonly partition: number;
  readonly low: number;
  readonly high: number;
}

const CLOSE_AFTER_MS = 2_000;
const TAIL_GOOD_FOR_MS = 30_000;
const [TRIES, TRY_AGAIN_MS] = [3, 500];

/** Reads topics by position, for nobody's account: no group learns of it. */
export class TopicReader {
  private readonly open = new Map<string, { readonly cursor: PartitionCursor; readonly closing: NodeJS.Timeout }>();
  private readonly tails = new Map<string, Promise<readonly ArrivedRecord[]>>();
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly connection: Connection) {}

  /** @returns at most `limit` records behind a position, partition by partition; none of a topic that is not there. */
  records(topic: string, position: number, limit: number): Promise<readonly ArrivedRecord[]> {
    return this.inTurn(() => this.read(topic, position, limit));
  }

  /** By partition; none of a topic that is not there. */
  async ends(topic: string): Promise<readonly PartitionEnd[]> {
    const name = this.connection.named(topic);
    const found = await this.connection.ask(async (admin) => {
      const isThere = (await admin.listTopics()).includes(name);
      return isThere ? admin.fetchTopicOffsets(name) : [];
    }, topic);
    return found
      .map(({ partition, low, high }) => ({ partition, low: Number(low), high: Number(high) }))
      .sort((one, other) => one.partition - other.partition);
  }

  /** The newest records of each partition, as they were a moment ago: many groups are asked about the same. */
  tail(topic: string, count: number): Promise<readonly ArrivedRecord[]> {
    const known = this.tails.get(topic);
    if (known !== undefined) return known;
    const records = this.inTurn(async () => {
      const found: ArrivedRecord[] = [];
      for (const { partition, low, high } of await this.ends(topic))
        if (low < high) found.push(...(await this.readPartition(topic, partition, Math.max(low, high - count), high)));
      return found;
    });
    this.tails.set(topic, records);
    setTimeout(() => this.tails.delete(topic), TAIL_GOOD_FOR_MS).unref();
    records.catch(() => this.tails.delete(topic));
    return records;
  }

  /** Records of a partition from an offset to below another. */
  range(topic: string, partition: number, from: number, to: number): Promise<readonly ArrivedRecord[]> {
    if (from >= to) return Promise.resolve([]);
    return this.inTurn(() => this.readPartition(topic, partition, from, to));
  }

  /** Everything that some partitions of a topic hold now. */
  partitions(topic: string, wanted: readonly number[]): Promise<readonly ArrivedRecord[]> {
    return this.inTurn(async () => {
      const found: ArrivedRecord[] = [];
      for (const { partition, low, high } of await this.ends(topic))
        if (wanted.includes(partition) && low < high)
          found.push(...(await this.readPartition(topic, partition, low, high)));
      return found;
    });
  }

  /** The newest record of each partition that holds any. */
  newest(topic: string): Promise<readonly ArrivedRecord[]> {
    return this.inTurn(async () => {
      const found: ArrivedRecord[] = [];
      for (const { partition, low, high } of await this.ends(topic))
        if (low < high) found.push(...(await this.readPartition(topic, partition, high - 1, high)));
      return found;
    });
  }

  async close(): Promise<void> {
    await this.turn.catch(() => undefined);
    await Promise.all([...this.open.keys()].map((topic) => this.closeCursor(topic)));
  }

  private async read(topic: string, position: number, limit: number): Promise<readonly ArrivedRecord[]> {
    const from = placeBehind(position);
    const found: ArrivedRecord[] = [];
    for (const { partition, low, high } of await this.ends(topic)) {
      if (partition < from.partition || found.length === limit) continue;
      const offset = Math.max(low, partition === from.partition ? from.offset : 0);
      if (offset < high)
        found.push(...(await this.readPartition(topic, partition, offset, high, limit - found.length)));
    }
    return found;
  }

  private async readPartition(
    topic: string,
    partition: number,
    ...range: readonly [from: number, to: number, limit?: number]
  ): Promise<readonly ArrivedRecord[]> {
    const [from, to, limit = Number.MAX_SAFE_INTEGER] = range;
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.cursor(topic).read(partition, from, to, limit);
      } catch (error) {
        // A cluster that has just begun takes its first groups a moment later, which the client does not wait for.
        if (tries === TRIES) throw error;
        await sleep(TRY_AGAIN_MS);
      }
    }
  }

  /** Kept open for a moment, since whoever reads a page mostly reads the next; one that has failed is not asked again. */
  private cursor(topic: string): PartitionCursor {
    const known = this.open.get(topic);
    clearTimeout(known?.closing);
    if (known?.cursor.hasFailed === true) void known.cursor.close();
    const isUsable = known?.cursor.hasFailed === false;
    const cursor = isUsable ? known.cursor : new PartitionCursor(this.connection, topic, `reader-${randomUUID()}`);
    const closing = setTimeout(() => void this.inTurn(() => this.closeCursor(topic)), CLOSE_AFTER_MS).unref();
    this.open.set(topic, { cursor, closing });
    return cursor;
  }

  /** One reading at a time: a cursor has one place, and is closed by nobody meanwhile. */
  private inTurn<Found>(work: () => Promise<Found>): Promise<Found> {
    const turn = this.turn.catch(() => undefined).then(work);
    this.turn = turn;
    return turn;
  }

  private async closeCursor(topic: string): Promise<void> {
    const known = this.open.get(topic);
    this.open.delete(topic);
    clearTimeout(known?.closing);
    await known?.cursor.close();
  }
}
