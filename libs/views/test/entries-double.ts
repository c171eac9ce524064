import type { MongoConnection } from '@ekey/mongo';

interface Stored {
  readonly _id: string;
  readonly revision: number;
}

/** A server as far as the catalogue needs one: collections by name, and the documents of entries. Views hold nothing. */
export class EntriesDouble {
  readonly collections = new Set<string>();
  private readonly entries = new Map<string, Stored>();

  connection(): MongoConnection {
    const none = { toArray: async () => [] };
    const entries = {
      findOne: async ({ _id }: Pick<Stored, '_id'>) => this.entries.get(_id) ?? null,
      insertOne: async (entry: Stored) => void this.entries.set(entry._id, entry),
      replaceOne: async ({ _id, revision }: Stored, entry: Stored) => {
        const isSame = this.entries.get(_id)?.revision === revision;
        if (isSame) this.entries.set(_id, entry);
        return { matchedCount: isSame ? 1 : 0 };
      },
      ...{ listIndexes: () => none, createIndexes: async () => undefined },
    };
    const database = {
      collection: () => entries,
      createCollection: async (name: string) => void this.collections.add(name),
      dropCollection: async (name: string) => void this.collections.delete(name),
      listCollections: () => ({ toArray: async () => [...this.collections].map((name) => ({ name })) }),
      command: async () => ({ localTime: new Date() }),
    };
    const connection = { limits: {}, ask: async (question: (of: unknown) => unknown) => question(database) };
    return connection as unknown as MongoConnection;
  }
}
