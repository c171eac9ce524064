import { derivedId } from '@ekey/event-store';
import { DatabaseSync } from '@photostructure/sqlite';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { schemaOf, sourceOf } from '../cloud-event';
import { inspectMessages } from './inspect-messages';
import { openSqliteMessaging } from './sqlite.messaging';

const TYPE = 'review.DueDateSet.v1';
let folder: string;
let file: string;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'messages-'));
  file = path.join(folder, 'messages.db');
  const messaging = openSqliteMessaging({ file });
  for (const sequence of [0, 1, 2]) {
    const id = derivedId('message', sequence);
    await messaging.publish('review.events', [
      {
        ...{
          specversion: '1.0',
          id,
          source: sourceOf(TYPE),
          type: TYPE,
          subject: 'case',
          datacontenttype: 'application/json',
        },
        ...{ time: '2026-03-02T01:00:00.000Z', dataschema: schemaOf(TYPE), data: { sequence } },
        ...{ correlationid: id, causationid: id, stream: 'review.Review-case', sequence },
      },
    ]);
  }
  await messaging.close();
});
afterEach(() => rmSync(folder, { recursive: true }));

function faultsAfter(sql: string): readonly string[] {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
  return inspectMessages(file).faults;
}

it('finds nothing wrong with messages as they were published', () => {
  expect(inspectMessages(file)).toEqual({ store: file, records: 3, faults: [] });
});

it('names a message that was changed, with its topic', () => {
  expect(faultsAfter(`UPDATE messages SET data = x'40' WHERE position = 2`)).toEqual([
    `${file}: review.events: record 2 of review.Review-case is broken: its checksum is wrong`,
  ]);
});

it('names a message that is missing', () => {
  expect(faultsAfter('DELETE FROM messages WHERE position = 2')).toEqual([`${file}: no message 2 before 3`]);
});

it('names messages that have lost the name of their type', () => {
  const faults = faultsAfter(`DELETE FROM names WHERE name = '${TYPE}'`);
  expect(faults).toEqual([1, 2, 3].map((position) => `${file}: message ${position} has lost a name`));
});
