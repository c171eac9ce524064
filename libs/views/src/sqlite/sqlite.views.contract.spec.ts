import { openSqliteReactorStore } from '@ekey/event-store/sqlite';
import { viewPart, type Fact, type View } from '@ekey/kernel';
import { recorded } from '@ekey/kernel/testing';
import { DatabaseSync } from '@photostructure/sqlite';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { memoryViews } from '../testing';
import { describeViewsContract } from '../views.contract';
import { BrokenDocument } from '../views.port';
import { inspectViews } from './inspect-views';
import { openSqliteViews, type SqliteViews } from './sqlite.views';
import { openViewsDatabase } from './views-database';

const newFolder = (): string => mkdtempSync(path.join(tmpdir(), 'views-'));

const execute = (file: string, sql: (table: string) => string, view: string): void => {
  const database = new DatabaseSync(file);
  const { id } = database.prepare(`SELECT id FROM view_tables WHERE name = ? AND state = 'live'`).get(view) as {
    id: number;
  };
  database.exec(sql(`"view ${view} ${id}"`));
  database.close();
};

describeViewsContract('sqlite', async () => {
  const folder = newFolder();
  const file = path.join(folder, 'views.db');
  const open = (): SqliteViews => openSqliteViews({ database: file, patience: 200 });
  let views = open();
  return {
    views,
    reopen: async () => {
      await views.close();
      return (views = open());
    },
    tamper: async (view, key) => {
      await views.flush();
      execute(
        file,
        (table) => `UPDATE ${table} SET parts = CAST(replace(parts, 'A1', 'A2') AS BLOB) WHERE key = '${key}'`,
        view,
      );
    },
    dispose: async () => {
      await views.close();
      rmSync(folder, { recursive: true });
    },
  };
});

describeViewsContract('sqlite in memory', async () => {
  const database = openViewsDatabase(':memory:');
  const views = openSqliteViews({ database, patience: 200 });
  return {
    views,
    // What is in memory ends with its process: the next one is this one.
    reopen: async () => views,
    tamper: async (view, key) => {
      await views.flush();
      database.exec(
        `UPDATE "view ${view} 1" SET parts = CAST(replace(parts, 'A1', 'A2') AS BLOB) WHERE key = '${key}'`,
      );
    },
    dispose: () => views.close(),
  };
});

const notes: View<{ note: { text: string } }, { text: string }> = {
  name: 'notes',
  version: 1,
  parts: {
    note: viewPart<{ text: string }, Fact<'NoteTaken', { text: string }>>({
      from: 'own',
      category: 'notify.Notice',
      on: ['NoteTaken'],
      key: (fact) => fact.meta.stream.slice('notify.Notice-'.length),
      project: (_part, fact) => ({ text: fact.data.text }),
    }),
  },
  answer: ({ note }) => note ?? null,
  indexes: { text: (note) => note.text },
};
const taken = (id: string, text: string, revision = 0) =>
  recorded({ type: 'NoteTaken', data: { text } }, { stream: `notify.Notice-${id}`, revision });

describe('the file of the views', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = newFolder();
    file = path.join(folder, 'views.db');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('moves documents and checkpoint in one commit, whoever writes them', async () => {
    const database = openViewsDatabase(file);
    const [views, reactors] = [openSqliteViews({ database }), openSqliteReactorStore(database)];
    await views.open([notes]);
    const reader = new DatabaseSync(file);
    const seen = (): unknown =>
      reader
        .prepare(
          `SELECT (SELECT count(*) FROM "view notes 1") AS documents, (SELECT count(*) FROM checkpoints) AS checkpoints`,
        )
        .get();
    await views.apply(notes, [taken('n1', 'a')]);
    const saving = reactors.saveCheckpoint('notes', 1);
    expect(await views.get(notes, 'n1')).toEqual({ text: 'a' });
    expect(seen()).toEqual({ documents: 0, checkpoints: 0 });
    await saving;
    expect(seen()).toEqual({ documents: 1, checkpoints: 1 });
    reader.close();
    await views.close();
  });

  it('writes what is searched, and lets the rest gather for one write', async () => {
    const others = { ...notes, name: 'others' };
    const views = openSqliteViews({ database: file });
    await views.open([notes, others]);
    for (const view of [notes, others]) await views.apply(view, [taken('n1', 'a')]);
    expect((await views.find(notes, { limit: 5 })).items).toEqual([{ text: 'a' }]);
    const reader = new DatabaseSync(file);
    const seen = (view: string): unknown => reader.prepare(`SELECT "i text" AS text FROM "view ${view}"`).all();
    expect([seen('notes 1'), seen('others 2')]).toEqual([[{ text: 'a' }], []]);
    await views.apply(others, [taken('n1', 'b', 1)]);
    await views.flush();
    expect(await views.count(others)).toBe(1);
    expect(seen('others 2')).toEqual([{ text: 'b' }]);
    reader.close();
    await views.close();
  });

  it('names the document that cannot be read, and is whole again after a rebuild', async () => {
    let views = openSqliteViews({ database: file });
    await views.open([notes]);
    await views.apply(notes, [taken('n1', 'a'), taken('n2', 'b')]);
    await views.close();
    execute(file, (table) => `UPDATE ${table} SET parts = x'41' WHERE key = 'n1'`, 'notes');
    views = openSqliteViews({ database: file });
    await views.open([notes]);
    const broken = new BrokenDocument('notes', 'n1');
    await expect(views.get(notes, 'n1')).rejects.toThrow(broken);
    await expect(views.find(notes, { limit: 5 })).rejects.toThrow(broken);
    await expect(views.apply(notes, [taken('n1', 'c', 1)])).rejects.toThrow(broken);
    expect(await views.get(notes, 'n2')).toEqual({ text: 'b' });
    const facts = async function* () {
      yield [taken('n1', 'a'), taken('n2', 'b')];
    };
    expect(await views.compare(notes, facts())).toMatchObject({ equal: false, firstDifference: 'n1' });
    await views.rebuild(notes, facts());
    expect(await views.get(notes, 'n1')).toEqual({ text: 'a' });
    await views.close();
  });

  it('drops what a kill has left of a rebuild, and begins a view anew whose table is gone', async () => {
    let views = openSqliteViews({ database: file });
    await views.open([notes]);
    await views.apply(notes, [taken('n1', 'a')]);
    await views.close();
    const database = new DatabaseSync(file);
    database.exec(
      `INSERT INTO view_tables VALUES (7, 'notes', 1, '["text"]', 'scratch'); CREATE TABLE "view notes 7" (key TEXT)`,
    );
    database.close();
    views = openSqliteViews({ database: file });
    await views.open([notes]);
    expect(await views.get(notes, 'n1')).toEqual({ text: 'a' });
    await views.close();
    const tables = new DatabaseSync(file);
    expect(
      tables.prepare(`SELECT name FROM sqlite_schema WHERE name LIKE 'view notes%' AND type = 'table'`).all(),
    ).toEqual([{ name: 'view notes 1' }]);
    tables.exec('DROP TABLE "view notes 1"');
    tables.close();
    views = openSqliteViews({ database: file });
    await views.open([notes]);
    expect(await views.get(notes, 'n1')).toBeNull();
    await views.close();
  });

  it('is refused where it is no database, naming it', () => {
    writeFileSync(file, 'nothing that views were ever written to');
    expect(() => openSqliteViews({ database: file })).toThrow(
      expect.objectContaining({ name: 'UnreadableStore', file }),
    );
  });

  it('is behind where the disk is full, its checkpoints too, and catches up when there is room again', async () => {
    const database = openViewsDatabase(file);
    const [views, reactors] = [openSqliteViews({ database }), openSqliteReactorStore(database)];
    await views.open([notes]);
    await views.apply(notes, [taken('n1', 'a')]);
    await reactors.saveCheckpoint('notes', 1);
    const { page_count: pages } = database.prepare('PRAGMA page_count').get() as { page_count: number };
    database.exec(`PRAGMA max_page_count = ${pages + 2}`);
    const long = taken('n1', 'b'.repeat(50_000), 1);
    await views.apply(notes, [taken('n2', 'c'), long]);
    await expect(reactors.saveCheckpoint('notes', 3)).rejects.toThrow('full');
    await expect(views.find(notes, { limit: 5 })).rejects.toThrow('full');
    expect(await reactors.checkpoint('notes')).toBe(1);
    const stored = new DatabaseSync(file);
    expect(stored.prepare('SELECT key, "i text" AS text FROM "view notes 1"').all()).toEqual([
      { key: 'n1', text: 'a' },
    ]);
    stored.close();
    database.exec('PRAGMA max_page_count = 100000');
    expect((await views.find(notes, { limit: 5 })).items).toHaveLength(2);
    expect(await views.get(notes, 'n1')).toEqual(long.data);
    await views.close();
  });

  it('gives the room of what was built and dropped back to the disk', async () => {
    const views = openSqliteViews({ database: file });
    await views.open([notes]);
    const facts = Array.from({ length: 500 }, (_none, index) => taken(`n${index}`, `${index} and long `.repeat(100)));
    await views.apply(notes, facts);
    const history = async function* () {
      yield facts;
    };
    for (let round = 0; round < 3; round += 1) {
      expect(await views.compare(notes, history())).toMatchObject({ equal: true, documents: 500 });
      await views.rebuild(notes, history());
    }
    await views.close();
    const stored = new DatabaseSync(file);
    expect(stored.prepare('PRAGMA freelist_count').get()).toEqual({ freelist_count: 0 });
    stored.close();
    expect(inspectViews(file)).toMatchObject({ records: 500, faults: [] });
  });

  it('searches by an index where there is one', async () => {
    const database = openViewsDatabase(file);
    const views = openSqliteViews({ database });
    await views.open([notes]);
    const plan = database
      .prepare(
        `EXPLAIN QUERY PLAN SELECT key, parts FROM "view notes 1" WHERE answered = 1 AND "i text" IN (?) ORDER BY "i text", key LIMIT 5`,
      )
      .all('a') as { detail: string }[];
    expect(plan.map(({ detail }) => detail)).toEqual(['SEARCH view notes 1 USING INDEX view notes 1 text (i text=?)']);
    await views.close();
  });
});

it('views in memory serve the tests of those who ask them', async () => {
  const views = memoryViews();
  await views.open([notes]);
  await views.apply(notes, [taken('n1', 'a')]);
  expect(await views.find(notes, { limit: 5, where: { text: 'a' } })).toEqual({ items: [{ text: 'a' }] });
  await views.close();
});
