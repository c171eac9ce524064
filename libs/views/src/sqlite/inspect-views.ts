import { inspectDatabase, Packing, type Database, type Findings, type Inspection } from '@ekey/sqlite';
import type { DocumentRow } from './view-table';
import { VIEWS } from './views-database';

interface Table {
  readonly id: number;
  readonly name: string;
  readonly version: number;
}

const AT_ONCE = 500;

/** Looks at every document of every view: that it is there and can be read. Reads beside the process that writes. */
export const inspectViews = (file: string): Inspection =>
  inspectDatabase(file, VIEWS, (database, findings) => {
    const tables = database.prepare(`SELECT id, name, version FROM view_tables WHERE state <> 'scratch'`).all();
    for (const table of tables as unknown as Table[]) inspectTable(database, table, file, findings);
  });

function inspectTable(database: Database, { id, name, version }: Table, file: string, findings: Findings): void {
  const packing = Packing.reading(database);
  const view = `view ${name} v${version}`;
  try {
    const after = database.prepare(`SELECT key, parts FROM "view ${name} ${id}" WHERE key > ? ORDER BY key LIMIT ?`);
    for (let last = ''; ;) {
      const rows = after.all(last, AT_ONCE) as unknown as DocumentRow[];
      for (const { key, parts } of rows) {
        findings.seen();
        if (!canBeRead(key, parts, packing))
          findings.fault(`${file}: ${view} holds a document ${key} that cannot be read: rebuild it`);
        last = key;
      }
      if (rows.length === 0) return;
    }
  } catch (error) {
    findings.fault(`${file}: ${view} cannot be read: ${(error as Error).message}: rebuild it`);
  }
}

function canBeRead(key: string, parts: Uint8Array, packing: Packing): boolean {
  try {
    packing.unpack(parts, key);
    return true;
  } catch {
    return false;
  }
}
