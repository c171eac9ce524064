import { closeDatabase, openDatabase, type Database } from '@ekey/sqlite';
import { KurrentDouble } from '../../test/kurrent-double/kurrent-double';
import { inOwnWorld, ownWorld } from '../../test/kurrent-double/own-world';
import { describeEventStoreContract } from '../event-store.contract';
import type { EventStore } from '../event-store.port';
import { openSqliteReactorStore, REACTOR_TABLES } from '../sqlite';
import type { KurrentCredentials } from './kurrent-settings';
import { openKurrentEventStore } from './kurrent.event-store';

const REACTORS = { mark: 'test', synchronous: 'NORMAL', schema: [REACTOR_TABLES] } as const;

/** A server that is there already, where one is named; else the double. */
const { KURRENTDB_URL, KURRENTDB_USER = 'admin', KURRENTDB_PASSWORD } = process.env;

describeEventStoreContract(KURRENTDB_URL === undefined ? 'kurrent' : `kurrent at ${KURRENTDB_URL}`, async () => {
  const double = new KurrentDouble();
  if (KURRENTDB_URL === undefined) await double.start();
  const url = KURRENTDB_URL ?? `kurrentdb://${double.address}?tls=false`;
  const credentials: { credentials?: KurrentCredentials } =
    KURRENTDB_PASSWORD === undefined ? {} : { credentials: { username: KURRENTDB_USER, password: KURRENTDB_PASSWORD } };
  const [world, stores, checkpoints] = [ownWorld(), new Map<string, EventStore>(), new Map<string, Database>()];
  const open = (owner: string): EventStore => {
    const database = checkpoints.get(owner) ?? openDatabase(':memory:', REACTORS);
    checkpoints.set(owner, database);
    const options = { url, ...credentials, checkpoints: openSqliteReactorStore(database) };
    const store = inOwnWorld(openKurrentEventStore({ ...options, owner: `${owner}${world}` }), owner);
    stores.set(owner, store);
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
