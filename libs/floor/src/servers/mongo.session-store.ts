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
    const session = { value: JSON.stringify(value), expires: Date.parse(expiresAt), mark: randomUUID() };
    await this.replace(keyOf(kind, id), session);
    if (this.now() - this.sweptAt < SWEPT_EVERY_MS) return;
    this.sweptAt = this.now();
    // Nobody waits for it, nor is told that it failed: the next one finds the same.
    void this.sweep(this.sweptAt).catch(() => undefined);
  }

  async get<Value>(kind: string, id: string): Promise<Value | null> {
    return this.valueOf<Value>(await this.find(keyOf(kind, id)));
  }

  /** By how many were deleted: servers that only speak the protocol give a document that is found and deleted at once to many. */
  async take<Value>(kind: string, id: string): Promise<Value | null> {
    const _id = keyOf(kind, id);
    for (;;) {
      const found = await this.find(_id);
      if (found === null) return null;
      const { mark } = found;
      const { deletedCount } = await this.stored.ask((all) => all.deleteOne({ _id, mark }, this.stored.limits));
      if (deletedCount === 1) return this.valueOf<Value>(found);
    }
  }

  async delete(kind: string, id: string): Promise<void> {
    await this.stored.ask((all) => all.deleteOne({ _id: keyOf(kind, id) }, this.stored.limits));
  }

  async deleteAll(kind: string, idPrefix: string): Promise<void> {
    const _id = { $regex: `^${literally(keyOf(kind, idPrefix))}` };
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

/** A kind so written holds no space: no two pairs give one key. */
const keyOf = (kind: string, id: string): string => `${encodeURIComponent(kind)} ${id}`;

const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
