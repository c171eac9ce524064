import type { KeyOwner } from '@ekey/kernel';
import { isDuplicate, type mongo, type MongoConnection } from '@ekey/mongo';

interface Tombstone {
  readonly _id: KeyOwner;
  readonly erasedAt: string;
}

const AT_ONCE = 1_000;

/** Whose key was destroyed, and when. Only ever added to; in a database of its own, so that no restored backup of keys undoes it. */
export class Tombstones {
  constructor(private readonly connection: MongoConnection) {}

  async has(owner: KeyOwner): Promise<boolean> {
    return (await this.ask((tombstones) => tombstones.findOne({ _id: owner }, this.connection.limits))) !== null;
  }

  /** Durable when it resolves. The first one stands. */
  async add(owner: KeyOwner, erasedAt: string): Promise<void> {
    try {
      await this.ask((tombstones) => tombstones.insertOne({ _id: owner, erasedAt }, this.connection.limits));
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
  }

  /** Every owner, many at a time. */
  async *owners(): AsyncIterable<readonly KeyOwner[]> {
    for (let last: string | undefined; ;) {
      const filter = (last === undefined ? {} : { _id: { $gt: last } }) as mongo.Filter<Tombstone>;
      const page = await this.ask((tombstones) =>
        tombstones.find(filter, this.connection.limits).sort({ _id: 1 }).limit(AT_ONCE).toArray(),
      );
      last = page.at(-1)?._id;
      if (last === undefined) return;
      yield page.map(({ _id }) => _id);
    }
  }

  private ask<Answer>(question: (tombstones: mongo.Collection<Tombstone>) => Promise<Answer>): Promise<Answer> {
    return this.connection.ask((database) => question(database.collection<Tombstone>('tombstones')));
  }
}
