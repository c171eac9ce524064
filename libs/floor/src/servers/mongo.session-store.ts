import { randomUUID } from 'node:crypto';
import type { Clock } from '@ekey/kernel';
import { isDuplicate, type MongoConnection } from '@ekey/mongo';
import type { SessionStore } from '@ekey/platform';
import { MongoCollection } from './mongo.collection';

interface StoredSession {
  readonly _id: string;
  /** JSON. */
  readonly value: string;
  /** Milliseconds since 1970. */
  readonly expires: number;
  /** Another each time it is set: who takes a value deletes the one that he has read. */
  readonly mark: string;
}

const SWEPT_EVERY_MS = 600_000;

/** Sessions that every process of every service finds. What has expired is swept out now and then by whoever sets one. */
export class MongoSessionStore implements SessionStore {
  private readonly stored: MongoCollection<StoredSession>;
  private sweptAt = -Infinity;

  constructor(
    connection: MongoConnection,
    private readonly clock: Clock,
  ) {
    this.stored = new MongoCollection(connection, 'sessions', [{ name: 'by end', key: { expires: 1 } }]);
  }

  async set(kind: string, id: string, value: unknown, expiresAt: string): Promise<void> {
    await this.replace(keyOf(kind, id), sessionOf(value, expiresAt));
    this.sweepAtTimes();
  }

  async setIfAbsent(kind: string, id: string, value: unknown, expiresAt: string): Promise<boolean> {
    const _id = keyOf(kind, id);
    const session = { _id, ...sessionOf(value, expiresAt) };
    while (!(await this.inserted(session))) {
      const found = await this.find(_id);
      if (found === null) continue;
      if (found.expires > this.now()) return false;
      await this.remove(found);
    }
    this.sweepAtTimes();
    return true;
  }

  async get<Value>(kind: string, id: string): Promise<Value | null> {
    return this.valueOf<Value>(await this.find(keyOf(kind, id)));
  }

  async list<Value>(kind: string, idPrefix: string): Promise<readonly Value[]> {
    const alike = { _id: beginningWith(kind, idPrefix), expires: { $gt: this.now() } };
    const found = await this.stored.ask((all) => all.find(alike, this.stored.limits).toArray());
    return found.map(({ value }) => JSON.parse(value) as Value);
  }

  async take<Value>(kind: string, id: string): Promise<Value | null> {
    const _id = keyOf(kind, id);
    for (;;) {
      const found = await this.find(_id);
      if (found === null) return null;
      if (await this.remove(found)) return this.valueOf<Value>(found);
    }
  }

  async delete(kind: string, id: string): Promise<void> {
    await this.stored.ask((all) => all.deleteOne({ _id: keyOf(kind, id) }, this.stored.limits));
  }

  async deleteAll(kind: string, idPrefix: string): Promise<void> {
    const _id = beginningWith(kind, idPrefix);
    await this.stored.ask((all) => all.deleteMany({ _id }, this.stored.limits));
  }

  private async replace(_id: string, session: Omit<StoredSession, '_id'>): Promise<void> {
    for (;;) {
      try {
        const options = { upsert: true, ...this.stored.limits };
        await this.stored.ask((all) => all.replaceOne({ _id }, session, options));
        return;
      } catch (error) {
        // Another process has set it for the first time at the same moment; the later one is to stand.
        if (!isDuplicate(error)) throw error;
      }
    }
  }

  private async inserted(session: StoredSession): Promise<boolean> {
    try {
      await this.stored.ask((all) => all.insertOne(session, this.stored.limits));
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  }

  /** By how many were deleted: servers that only speak the protocol give a document that is found and deleted at once to many. */
  private async remove({ _id, mark }: StoredSession): Promise<boolean> {
    const { deletedCount } = await this.stored.ask((all) => all.deleteOne({ _id, mark }, this.stored.limits));
    return deletedCount === 1;
  }

  private sweepAtTimes(): void {
    if (this.now() - this.sweptAt < SWEPT_EVERY_MS) return;
    this.sweptAt = this.now();
    // Nobody waits for it, nor is told that it failed: the next one finds the same.
    void this.sweep(this.sweptAt).catch(() => undefined);
  }

  private async sweep(before: number): Promise<void> {
    await this.stored.ask((all) => all.deleteMany({ expires: { $lte: before } }, this.stored.limits));
  }

  private find(_id: string): Promise<StoredSession | null> {
    return this.stored.ask((all) => all.findOne({ _id }, this.stored.limits));
  }

  private valueOf<Value>(session: StoredSession | null): Value | null {
    return session === null || session.expires <= this.now() ? null : (JSON.parse(session.value) as Value);
  }

  private now(): number {
    return Date.parse(this.clock.now());
  }
}

const sessionOf = (value: unknown, expiresAt: string): Omit<StoredSession, '_id'> => ({
  value: JSON.stringify(value),
  expires: Date.parse(expiresAt),
  mark: randomUUID(),
});

/** A kind so written holds no space: no two pairs give one key. */
const keyOf = (kind: string, id: string): string => `${encodeURIComponent(kind)} ${id}`;

const beginningWith = (kind: string, idPrefix: string) => ({ $regex: `^${literally(keyOf(kind, idPrefix))}` });

const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
