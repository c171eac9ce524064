/** @engines mongodb */
import { viewPart, type Fact, type Recorded, type View } from '@ekey/kernel';
import { recorded } from '@ekey/kernel/testing';
import { dropDatabase, mongoServers, newDatabase, withDatabase } from '@ekey/mongo/testing';
import { BrokenDocument } from '../views.port';
import { openMongoViews, type MongoViews } from './mongo.views';
import type { StoredView } from './view-filter';

interface Note {
  readonly text: string;
}

const notes: View<{ note: Note }, Note> = {
  name: 'notes',
  version: 1,
  parts: {
    note: viewPart<Note, Fact<'NoteTaken', Note>>({
      from: 'own',
      category: 'notify.Notice',
      on: ['NoteTaken'],
      key: ({ meta }) => meta.stream.slice('notify.Notice-'.length),
      project: (_part, { data }) => data,
    }),
  },
  answer: ({ note }) => note ?? null,
  indexes: { text: ({ text }) => text },
};
const taken = (id: string, data: object, revision = 0): Recorded =>
  recorded({ type: 'NoteTaken', data }, { stream: `notify.Notice-${id}`, revision });
async function* oneBatch(...facts: readonly Recorded[]): AsyncIterable<readonly Recorded[]> {
  yield facts;
}

describe.each(mongoServers(process.env))('the database of views on $name', (server) => {
  let database: string;
  let views: MongoViews;
  beforeEach(async () => {
    database = newDatabase();
    views = openMongoViews({ url: server.url, database });
    await views.open([notes]);
  });
  afterEach(async () => {
    await views.close();
    await dropDatabase(server, database);
  });

  it('names the document that cannot be read, and is whole again after a rebuild', async () => {
    await views.apply(notes, [taken('n1', { text: 'a' }), taken('n2', { text: 'b' })]);
    for (const parts of ['{"note":{"at"', 'null', '7']) {
      const live = (await withDatabase(server, database, (db) => db.listCollections({}, { nameOnly: true }).toArray()))
        .map(({ name }) => name)
        .filter((name) => name.startsWith('view.'));
      await withDatabase(server, database, async (db) => {
        for (const name of live) await db.collection<StoredView>(name).updateOne({ _id: 'n1' }, { $set: { parts } });
      });
      const [later, broken] = [openMongoViews({ url: server.url, database }), new BrokenDocument('notes', 'n1')];
      await later.open([notes]);
      await expect(later.get(notes, 'n1')).rejects.toThrow(broken);
      await expect(later.find(notes, { limit: 5 })).rejects.toThrow(broken);
      const [hurt, sound] = [
        later.apply(notes, [taken('n1', { text: 'c' }, 1)]),
        later.apply(notes, [taken('n2', { text: 'c' }, 1)]),
      ];
      await expect(hurt).rejects.toThrow(broken);
      await sound;
      expect(await later.get(notes, 'n2')).toEqual({ text: 'c' });
      const facts = [taken('n1', { text: 'a' }), taken('n2', { text: 'c' }, 1)];
      expect(await later.compare(notes, oneBatch(...facts))).toMatchObject({ equal: false, firstDifference: 'n1' });
      await later.rebuild(notes, oneBatch(...facts));
      expect(await views.get(notes, 'n1')).toEqual({ text: 'a' });
      await later.close();
    }
  });

  it('takes facts that come again to a process which has not seen their documents for what they are', async () => {
    await views.apply(notes, [taken('n1', { text: 'a' }), taken('n1', { text: 'b' }, 1)]);
    const other = openMongoViews({ url: server.url, database });
    await other.open([notes]);
    await other.apply(notes, [taken('n1', { text: 'a' }), taken('n2', { text: 'c' })]);
    expect(await other.get(notes, 'n1')).toEqual({ text: 'b' });
    await other.apply(notes, [taken('n1', { text: 'd' }, 2)]);
    expect(await views.get(notes, 'n1')).toEqual({ text: 'd' });
    expect(await views.get(notes, 'n2')).toEqual({ text: 'c' });
    await other.close();
  });

  it.each<[string, object]>([
    ['names with dots and dollars', { 'a.b': 1, $set: { $where: 'x' }, '': { '': '' } }],
    ['lists in lists', { lists: [[1, [2, [3, null]]], []] }],
    ['numbers of any size', { numbers: [1e308, -0.1, 5e-324, 2 ** 53, -(2 ** 31) - 1] }],
    ['names that every object has', JSON.parse('{"__proto__":{"a":1},"constructor":2,"_id":3}') as object],
    ['any text', { odd: '\u0000𠮷\ud800"\'\\\u2028', keys: { 鍵: '值' } }],
    ['a megabyte', { long: '核'.repeat(350_000) }],
  ])('keeps %s as they were told', async (_what, data) => {
    await views.apply(notes, [taken('n1', { text: 'a', ...data })]);
    expect(await views.get(notes, 'n1')).toEqual({ text: 'a', ...data });
    expect(Object.keys((await views.get(notes, 'n1')) ?? {})).toEqual(['text', ...Object.keys(data)]);
  });

  it('writes any number of documents at once', async () => {
    const many = Array.from({ length: 620 }, (_none, index) => taken(`n${index}`, { text: String(index % 7) }));
    await views.apply(notes, many);
    expect(await views.count(notes)).toBe(620);
    expect(await views.count(notes, { text: '3' })).toBe(89);
  });

  it('has an index for each that is declared, and makes those again that somebody has dropped', async () => {
    const indexes = (): Promise<readonly string[]> =>
      withDatabase(server, database, async (db) =>
        (await db.collection('view.notes.1').listIndexes().toArray()).map(({ name }) => String(name)).sort(),
      );
    expect(await indexes()).toEqual(['_id_', 'by key', 'i-text']);
    await withDatabase(server, database, (db) => db.collection('view.notes.1').dropIndex('i-text'));
    await views.open([notes]);
    expect(await indexes()).toEqual(['_id_', 'by key', 'i-text']);
  });
});
