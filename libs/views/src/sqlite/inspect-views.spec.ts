import { viewPart, type Fact, type View } from '@ekey/kernel';
import { recorded } from '@ekey/kernel/testing';
import { DatabaseSync } from '@photostructure/sqlite';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspectViews } from './inspect-views';
import { openSqliteViews } from './sqlite.views';

const notes: View<{ note: string }, string> = {
  name: 'notes',
  version: 1,
  parts: {
    note: viewPart<string, Fact<'NoteTaken', { text: string }>>({
      from: 'own',
      category: 'notify.Notice',
      on: ['NoteTaken'],
      key: ({ meta }) => meta.stream.slice('notify.Notice-'.length),
      project: (_part, { data }) => data.text,
    }),
  },
  answer: ({ note }) => note ?? null,
  indexes: {},
};
let folder: string;
let file: string;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'views-'));
  file = path.join(folder, 'views.db');
  const views = openSqliteViews({ database: file });
  await views.open([notes]);
  for (const id of ['a', 'b'])
    await views.apply(notes, [recorded({ type: 'NoteTaken', data: { text: id } }, { stream: `notify.Notice-${id}` })]);
  await views.close();
});
afterEach(() => rmSync(folder, { recursive: true }));

function faultsAfter(sql: string): readonly string[] {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
  return inspectViews(file).faults;
}

it('finds nothing wrong with documents as they were written', () => {
  expect(inspectViews(file)).toEqual({ store: file, records: 2, faults: [] });
});

it('names a document that cannot be read, and what to do', () => {
  expect(faultsAfter(`UPDATE "view notes 1" SET parts = x'41' WHERE key = 'b'`)).toEqual([
    `${file}: view notes v1 holds a document b that cannot be read: rebuild it`,
  ]);
});

it('names a view whose documents are gone', () => {
  expect(faultsAfter('DROP TABLE "view notes 1"')).toEqual([
    expect.stringContaining(`${file}: view notes v1 cannot be read`),
  ]);
});
