import { randomUUID } from 'node:crypto';
import { createConnection } from 'mongoose';

/** A server that suites run against. */
export interface MongoServer {
  readonly name: string;
  readonly url: string;
  /**
   * Whether of two connections that write a document at once only one does, if each names the revision it has read. FerretDB
   * on SQLite reads and writes apart: what races is tried on the others, and there with one connection only.
   */
  readonly isAtomic: boolean;
}

/** The server that is named, else both stand-ins: each can do what the other cannot. */
export function mongoServers(environment: Readonly<Record<string, string | undefined>>): readonly MongoServer[] {
  const { EKEY_TEST_MONGO: given, EKEY_TEST_FERRETDB: ferretdb, EKEY_TEST_MONGOJAVA: mongojava } = environment;
  if (given) return [{ name: 'mongodb', url: given, isAtomic: true }];
  if (!ferretdb || !mongojava) throw new Error('no MongoDB to run against: npm run test:engines finds or names one');
  return [
    { name: 'ferretdb', url: withoutPath(ferretdb), isAtomic: false },
    { name: 'mongojava', url: withoutPath(mongojava), isAtomic: true },
  ];
}

/** A name that no other run uses. */
export const newDatabase = (): string => `test-${randomUUID().slice(0, 18)}`;

/** What somebody with rights of his own does to a database, behind its stores' backs. */
export async function withDatabase<Result>(
  { url }: MongoServer,
  name: string,
  work: (database: NonNullable<ReturnType<typeof createConnection>['db']>) => Promise<Result>,
): Promise<Result> {
  const connection = await createConnection(url, { dbName: name, maxPoolSize: 1 }).asPromise();
  try {
    return await work(connection.db as NonNullable<typeof connection.db>);
  } finally {
    await connection.close();
  }
}

export const dropDatabase = (server: MongoServer, name: string): Promise<void> =>
  withDatabase(server, name, async (database) => void (await database.dropDatabase()));

/** The stand-ins are told with a database in their address; stores choose their own. */
const withoutPath = (url: string): string => url.replace(/^(mongodb:\/\/[^/]+)\/[^?]*/, '$1/');
