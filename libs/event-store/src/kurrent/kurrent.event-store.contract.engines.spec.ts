/** @engines kurrentdb */
import { randomUUID } from 'node:crypto';
import { closeDatabase, openDatabase, type Database } from '@ekey/sqlite';
import { KurrentDouble } from '../../test/kurrent-double/kurrent-double';
import { describeEventStoreContract } from '../event-store.contract';
import type { EventStore } from '../event-store.port';
import { openSqliteReactorStore, REACTOR_TABLES } from '../sqlite';
import type { KurrentCredentials } from './kurrent-settings';
import { openKurrentEventStore, type KurrentEventStore } from './kurrent.event-store';

const REACTORS = { mark: 'test', synchronous: 'NORMAL', schema: [REACTOR_TABLES] } as const;

/** A server that is there already, where one is named; else the double. */
const { KURRENTDB_URL, KURRENTDB_USER = 'admin', KURRENTDB_PASSWORD } = process.env;

/** Whether there is a server at all: asked once, so that nobody waits for one that is not there test by test. */
let reached: Promise<void> | undefined;
async function reach(store: KurrentEventStore): Promise<void> {
  await store.whenReachable(AbortSignal.timeout(30_000));
  const { reachable, cause } = await store.health();
  if (!reachable) throw new Error(cause);
}

describeEventStoreContract(KURRENTDB_URL === undefined ? 'kurrent' : `kurrent at ${KURRENTDB_URL}`, async () => {
  const double = new KurrentDouble();
  if (KURRENTDB_URL === undefined) await double.start();
  const url = KURRENTDB_URL ?? `kurrentdb://${double.address}?tls=false`;
  const credentials: { credentials?: KurrentCredentials } =
    KURRENTDB_PASSWORD === undefined ? {} : { credentials: { username: KURRENTDB_USER, password: KURRENTDB_PASSWORD } };
  const [stores, checkpoints] = [new Map<string, EventStore>(), new Map<string, Database>()];
  // A run finds nothing of what earlier ones have left on a server.
  const shared = { url, ...credentials, prefix: `${randomUUID()}.` };
  const open = async (owner: string): Promise<EventStore> => {
    const database = checkpoints.get(owner) ?? openDatabase(':memory:', REACTORS);
    checkpoints.set(owner, database);
    const store = openKurrentEventStore({ ...shared, owner, checkpoints: openSqliteReactorStore(database) });
    stores.set(owner, store);
    await (reached ??= reach(store));
    return store;
  };
  return {
    open: async (owner) => stores.get(owner) ?? open(owner),
    reopen: async (store) => {
      await store.close();
      return open(store.owner);
    },
    dispose: async () => {
      for (const store of stores.values()) await store.close();
      double.stop();
      for (const database of checkpoints.values()) closeDatabase(database);
    },
  };
});
