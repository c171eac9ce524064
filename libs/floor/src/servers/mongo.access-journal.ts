import { setTimeout as sleep } from 'node:timers/promises';
import { Unavailable } from '@ekey/kernel';
import { insertedBeforeDuplicate, isDuplicate, type MongoConnection } from '@ekey/mongo';
import type { AccessRecord } from '@ekey/platform';
import { MongoCollection } from './mongo.collection';

interface StoredEntry {
  /** The position: 1, 2, 3 … without gaps. */
  readonly _id: number;
  readonly subject: string;
  /** JSON. */
  readonly entry: string;
}

interface Waiting {
  readonly record: AccessRecord;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

const AT_ONCE = 1_000;
const [TRIES, BETWEEN_TRIES_MS] = [20, 50];

/**
 * The entries of one service. Whoever writes claims the position behind the last by inserting it, and where another process
 * was quicker the next: an entry is only ever stored when all before it are, so that a reader who goes on from the last
 * position that he has seen misses none. What this process is given while it writes is written together.
 */
export class MongoAccessJournal {
  private readonly stored: MongoCollection<StoredEntry>;
  private waiting: Waiting[] = [];
  private isWriting = false;
  /** The next free position, as far as this process knows. */
  private free: number | undefined;

  constructor(connection: MongoConnection, service: string) {
    const indexes = [{ name: 'by subject', key: { subject: 1, _id: 1 } }] as const;
    this.stored = new MongoCollection(connection, `access.${service}`, indexes);
  }

  /** Resolves when it is durable. */
  add(record: AccessRecord): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ record, resolve, reject });
      if (!this.isWriting) void this.write();
    });
  }

  async read(
    after: number,
    limit: number,
    subject?: string,
  ): Promise<readonly (AccessRecord & { position: number })[]> {
    const filter = { _id: { $gt: after }, ...(subject === undefined ? {} : { subject }) };
    const found = await this.stored.ask((entries) =>
      entries.find(filter, this.stored.limits).sort({ _id: 1 }).limit(limit).toArray(),
    );
    return found.map(({ _id: position, entry }) => ({ position, ...(JSON.parse(entry) as AccessRecord) }));
  }

  private async write(): Promise<void> {
    this.isWriting = true;
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, AT_ONCE);
      try {
        await this.store(batch.map(({ record }) => record));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        this.free = undefined;
        for (const { reject } of batch) reject(error);
      }
    }
    this.isWriting = false;
  }

  private async store(records: readonly AccessRecord[]): Promise<void> {
    for (let rest = records; rest.length > 0;) {
      const first = this.free ?? (await this.last()) + 1;
      const inserted = await this.insert(first, rest);
      rest = rest.slice(inserted);
      this.free = rest.length === 0 ? first + inserted : await this.behind(first + inserted);
    }
  }

  /**
   * What one member of the server alone has may be undone, and would leave a gap behind which nobody looks any more.
   * @returns the next free position when most members have what another process has put there.
   */
  private async behind(taken: number): Promise<number> {
    for (let tries = 1; tries <= TRIES; tries += 1) {
      const last = await this.last();
      if (last >= taken) return last + 1;
      await sleep(BETWEEN_TRIES_MS);
    }
    throw new Unavailable('the access log in MongoDB: an entry of another process is not durable yet');
  }

  /** @returns how many, up to the first whose position was taken. */
  private async insert(first: number, records: readonly AccessRecord[]): Promise<number> {
    const entries = records.map((record, index) => ({
      ...{ _id: first + index, subject: record.subject, entry: JSON.stringify(record) },
    }));
    try {
      await this.stored.ask((all) => all.insertMany(entries, { ordered: true, ...this.stored.limits }));
      return entries.length;
    } catch (error) {
      if (isDuplicate(error)) return insertedBeforeDuplicate(error);
      throw error;
    }
  }

  /** That most members of the server have. */
  private async last(): Promise<number> {
    const options = { projection: { _id: 1 }, sort: { _id: -1 }, ...this.stored.limits } as const;
    return (await this.stored.ask((entries) => entries.findOne({}, options)))?._id ?? 0;
  }
}
