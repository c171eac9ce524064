import type { MongoConnection } from '@ekey/mongo';
import { queue } from '../contract/review-queue';
import { ViewCatalogue } from './view-catalogue';

interface Stored {
  readonly _id: string;
  readonly revision: number;
}

/** A server as far as the catalogue needs one: collections by name, and the documents of entries. */
class Server {
  readonly collections = new Set<string>();
  private readonly entries = new Map<string, Stored>();

  connection(): MongoConnection {
    const none = { toArray: async () => [] };
    const entries = {
      findOne: async ({ _id }: Stored) => this.entries.get(_id) ?? null,
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

describe('a build whose process was killed', () => {
  let server: Server;
  let catalogue: ViewCatalogue;
  beforeEach(async () => {
    jest.useFakeTimers({ now: new Date('2026-03-02T01:00:00.000Z') });
    server = new Server();
    catalogue = new ViewCatalogue(server.connection());
    await catalogue.open(queue);
    await new ViewCatalogue(server.connection()).open(queue);
    await catalogue.build(queue);
  });
  afterEach(() => void jest.useRealTimers());

  it('is kept every fact for as long as it may still be heard of', async () => {
    jest.advanceTimersByTime(299_000);
    expect((await catalogue.current(queue)).builds).toEqual([2]);
    expect([...server.collections]).toEqual(['view.review-queue.1', 'view.review-queue.2']);
  });

  it('is kept none any more by those who go on, and leaves nothing, though nobody starts anew', async () => {
    jest.advanceTimersByTime(301_000);
    expect((await catalogue.current(queue)).builds).toEqual([]);
    expect([...server.collections]).toEqual(['view.review-queue.1']);
  });
});
