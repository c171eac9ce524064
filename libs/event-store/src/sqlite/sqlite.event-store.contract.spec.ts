import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { closeDatabase, openDatabase, type Database } from '@ekey/sqlite';
import { describeEventStoreContract } from '../event-store.contract';
import type { EventStore } from '../event-store.port';
import { openSqliteEventStore } from './sqlite.event-store';
import { openSqliteReactorStore, REACTOR_TABLES } from './sqlite.reactor-store';

const REACTORS = { mark: 'test', synchronous: 'NORMAL', schema: [REACTOR_TABLES] } as const;

describeEventStoreContract('sqlite in memory', async () => {
  const [stores, databases] = [new Map<string, EventStore>(), [] as Database[]];
  return {
    open: async (owner) => {
      const known = stores.get(owner);
      if (known !== undefined) return known;
      const database = openDatabase(':memory:', REACTORS);
      databases.push(database);
      const store = openSqliteEventStore({ file: ':memory:', owner, checkpoints: openSqliteReactorStore(database) });
      stores.set(owner, store);
      return store;
    },
    reopen: async (store) => store,
    dispose: async () => {
      for (const store of stores.values()) await store.close();
      databases.forEach(closeDatabase);
    },
  };
});

describeEventStoreContract('sqlite on disk', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'event-store-'));
  const [stores, databases] = [new Map<string, EventStore>(), new Map<string, Database>()];
  const open = (owner: string): EventStore => {
    const database = openDatabase(path.join(folder, `${owner}-views.db`), REACTORS);
    const file = path.join(folder, `${owner}.db`);
    const store = openSqliteEventStore({ file, owner, checkpoints: openSqliteReactorStore(database) });
    stores.set(owner, store);
    databases.set(owner, database);
    return store;
  };
  const close = async (owner: string): Promise<void> => {
    await stores.get(owner)?.close();
    const database = databases.get(owner);
    if (database !== undefined) closeDatabase(database);
  };
  return {
    open: async (owner) => stores.get(owner) ?? open(owner),
    reopen: async ({ owner }) => {
      await close(owner);
      return open(owner);
    },
    dispose: async () => {
      for (const owner of stores.keys()) await close(owner);
      rmSync(folder, { recursive: true });
    },
  };
});
