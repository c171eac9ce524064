import { DatabaseSync } from '@photostructure/sqlite';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { derivedId } from '../derived-id';
import type { StoredFact } from '../event-store.port';
import { inspectLog } from './inspect-log';
import { openSqliteEventStore } from './sqlite.event-store';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'log-'));
  file = path.join(folder, 'events.db');
  const checkpoints = { checkpoint: async () => 0, saveCheckpoint: async () => undefined };
  const store = openSqliteEventStore({ file, owner: 'review', checkpoints });
  for (const stream of ['review.Review-1', 'review.Review-2'])
    for (const revision of [0, 1, 2]) {
      const commandId = derivedId('command', stream, revision);
      await store.append({
        stream,
        expectedRevision: revision - 1,
        facts: [{ type: 'TaskClaimed', data: { revision }, schemaVersion: 1 }],
        trace: { commandId, requestDigest: 'digest' },
        ids: [commandId],
        recordedAt: '2026-03-02T01:00:00.000Z',
        correlationId: commandId,
        causationId: commandId,
        actor: { kind: 'staff', id: 'one' },
      });
    }
  await store.close();
});
afterEach(() => rmSync(folder, { recursive: true }));

function change(sql: string): void {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
}

const faults = (): readonly string[] => inspectLog(file).faults;

it('finds nothing wrong with a log as it was written, and gives every fact', () => {
  const facts: StoredFact[] = [];
  expect(inspectLog(file, (fact) => facts.push(fact))).toEqual({ store: file, records: 6, faults: [] });
  expect(facts.map(({ meta }) => meta.revision)).toEqual([0, 1, 2, 0, 1, 2]);
});

it('names a record that was changed, with its stream', () => {
  change(`UPDATE facts SET fact = CAST(fact || ' ' AS BLOB) WHERE position = 5`);
  expect(faults()).toEqual([`${file}: record 5 of review.Review-2 is broken: its checksum is wrong`]);
});

it('names a record that is missing, and the stream that has a gap', () => {
  change('DELETE FROM facts WHERE position = 2');
  expect(faults()).toEqual([
    `${file}: record 2 is missing`,
    `${file}: review.Review-1 holds 2 facts up to revision 2: some are missing`,
  ]);
});

it('names records whose stream has lost its name', () => {
  change(`DELETE FROM streams WHERE name = 'review.Review-2'`);
  expect(faults()).toHaveLength(3);
  expect(faults()[0]).toContain('its stream has lost its name');
});

it('says so where the file is cut short, is no log, or is gone', () => {
  truncateSync(file, 8192);
  expect(faults()[0]).toContain(file);
  writeFileSync(file, 'this is not a log at all, however long it may be');
  expect(faults()).toEqual([expect.stringContaining(file)]);
  rmSync(file);
  expect(faults()).toEqual([`${file} is not there`]);
});
