import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BrokenRecord } from '../event-store.port';
import { describeReactorStoreContract } from '../reactor-store.contract';
import { closeDatabase, openDatabase, type Database, type DatabaseKind } from '@ekey/sqlite';
import { openSqliteReactorStore, REACTOR_TABLES } from './sqlite.reactor-store';

const kind: DatabaseKind = { mark: 'test', synchronous: 'NORMAL', schema: [REACTOR_TABLES] };

describeReactorStoreContract('sqlite', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'reactor-store-'));
  let database: Database = openDatabase(path.join(folder, 'views.db'), kind);
  return {
    store: openSqliteReactorStore(database),
    reopen: async () => {
      closeDatabase(database);
      database = openDatabase(path.join(folder, 'views.db'), kind);
      return openSqliteReactorStore(database);
    },
    dispose: async () => {
      closeDatabase(database);
      rmSync(folder, { recursive: true });
    },
  };
});

it('says which parked fact cannot be read any more', async () => {
  const database = openDatabase(':memory:', kind);
  database.exec(
    `INSERT INTO parked VALUES (4, 'queue', 'case-1', 'a', '{"type":', 'cause', 1, '2026-03-02T01:00:00.000Z')`,
  );
  await expect(openSqliteReactorStore(database).parked()).rejects.toThrow(BrokenRecord);
  database.close();
});
