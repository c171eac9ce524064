/** @engines mongodb */
import type { Recorded } from '@ekey/kernel';
import { MongoConnection } from '@ekey/mongo';
import { dropDatabase, mongoServers, newDatabase, withDatabase, type MongoServer } from '@ekey/mongo/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { batches, claimed, made, opened, queue, queueOf, unheard } from '../contract/review-queue';
import { ViewBehind, ViewsUnavailable } from '../views.port';
import { openMongoViews, type MongoViews } from './mongo.views';
import { takeAll } from './take-facts';
import { ViewCatalogue } from './view-catalogue';
import type { Entry, Table } from './view-entry';

const servers = mongoServers(process.env);
const cases = Array.from({ length: 20 }, (_none, index) => `c${String(index).padStart(2, '0')}`);

let database: string;
let processes: MongoViews[];
let at: MongoServer;

beforeEach(() => {
  database = newDatabase();
  processes = [];
});
afterEach(async () => {
  for (const each of processes) await each.close();
  await dropDatabase(at, database);
});

/** Another process of the service: a client of its own. */
const start = async (view = queue): Promise<MongoViews> => {
  const views = openMongoViews({ url: at.url, database, patience: 2_000 });
  processes.push(views);
  await views.open([view]);
  return views;
};
const entryOf = (view: string): Promise<Entry> =>
  withDatabase(at, database, async (db) => (await db.collection<Entry>('views').findOne({ _id: view })) as Entry);
const changeEntry = (view: string, change: (table: Table) => Table): Promise<void> =>
  withDatabase(at, database, async (db) => {
    const entries = db.collection<Entry>('views');
    const entry = (await entries.findOne({ _id: view })) as Entry;
    await entries.replaceOne({ _id: view }, { ...entry, tables: entry.tables.map(change) });
  });
const collections = (): Promise<readonly string[]> =>
  withDatabase(at, database, async (db) =>
    (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name).sort(),
  );

const unread = async function* (): AsyncIterable<readonly Recorded[]> {
  yield await Promise.reject(new Error('nobody has to read the log a second time'));
};

/** Something that is waited for, once. */
function signal(): { readonly given: Promise<void>; readonly give: () => void } {
  let give = (): void => undefined;
  const given = new Promise<void>((resolve) => (give = resolve));
  return { given, give };
}

describe.each(servers)('processes of one service on $name', (server) => {
  beforeEach(() => {
    at = server;
  });

  it('are answered from what another has written, and wait for it', async () => {
    const [one, other] = [await start(), await start()];
    await one.apply(queue, [opened('c1')]);
    expect(await other.get(queue, 'c1')).toMatchObject({ authority: 'A1' });
    expect(await other.count(queue, { authority: 'A1' })).toBe(1);
    const reading = other.get(queue, 'c1', { service: 'review', revision: 1 });
    await sleep(100);
    await one.apply(queue, [claimed('c1', 1, 'o7')]);
    expect(await reading).toMatchObject({ officer: 'o7' });
  });

  it('do not all build what one of them builds', async () => {
    await (await start()).apply(queue, [opened('c1')]);
    const next = queueOf(2);
    const [one, other] = [await start(next), await start(next)];
    const [read, mayGoOn] = [signal(), signal()];
    const slowly = async function* (): AsyncIterable<readonly Recorded[]> {
      yield [opened('c1')];
      read.give();
      await mayGoOn.given;
    };
    const building = one.rebuildUnlessAnother(next, slowly());
    await read.given;
    const waiting = other.rebuildUnlessAnother(next, unread());
    await sleep(300);
    mayGoOn.give();
    expect(await Promise.all([building, waiting])).toEqual([true, false]);
    expect(other.pending()).toEqual([]);
    expect(await other.count(next)).toBe(1);
  });

  it('do not wait for one that builds and was not heard of for half a minute', async () => {
    const [dead, other] = [await start(), await start()];
    const [read, never] = [signal(), signal()];
    const stuck = async function* (): AsyncIterable<readonly Recorded[]> {
      read.give();
      await never.given;
      yield [opened('c1')];
    };
    const building = dead.rebuild(queue, stuck()).catch(() => undefined);
    await read.given;
    const silent = (table: Table): Table =>
      table.state === 'building' ? { ...table, usedAt: new Date(Date.now() - 31_000) } : table;
    await changeEntry(queue.name, silent);
    expect(await other.rebuildUnlessAnother(queue, batches(opened('c1')))).toBe(true);
    never.give();
    await building;
    expect(await other.count(queue)).toBe(1);
  });

  it('say what to do where everything is lost while they serve, park nothing, and go on once it was done', async () => {
    const [one, other] = [await start(), await start()];
    await one.apply(queue, [opened('c1'), opened('c2')]);
    await other.apply(queue, [claimed('c1', 1, 'o7')]);
    await withDatabase(at, database, (db) => db.dropDatabase());
    for (const views of [one, other]) {
      await expect(views.get(queue, 'c1')).rejects.toThrow(/review-queue is lost: npm run replay -- --rebuild/);
      await expect(views.apply(queue, [opened('c3')])).rejects.toThrow(ViewsUnavailable);
    }
    await one.rebuild(queue, batches(opened('c1'), claimed('c1', 1, 'o7'), opened('c2')));
    for (const views of [one, other]) expect(await views.get(queue, 'c1')).toMatchObject({ officer: 'o7' });
    await other.apply(queue, [claimed('c1', 2, 'o9'), opened('c3')]);
    expect(await one.get(queue, 'c1')).toMatchObject({ officer: 'o9' });
    expect(await one.count(queue)).toBe(3);
  });

  it('do no harm where one wakes up late: it only repeats what is known', async () => {
    const [late, other] = [await start(), await start()];
    await late.apply(queue, [opened('c1')]);
    await other.apply(queue, [claimed('c1', 1, 'o7'), claimed('c1', 2, 'o8')]);
    await late.apply(queue, [claimed('c1', 1, 'o7')]);
    expect(await other.get(queue, 'c1')).toMatchObject({ officer: 'o8' });
    await late.apply(queue, [claimed('c1', 3, 'o9')]);
    expect(await other.get(queue, 'c1')).toMatchObject({ officer: 'o9' });
  });

  it('lose nothing that one is given while another builds the view anew, and are answered from that at their next question', async () => {
    const [builder, other] = [await start(), await start()];
    await other.apply(queue, [opened('c1'), opened('c2')]);
    const log = async function* (): AsyncIterable<readonly Recorded[]> {
      yield [opened('c1')];
      await other.apply(queue, [claimed('c1', 1, 'o7'), opened('c3')]);
      await other.apply(queue, [claimed('c1', 2, 'o8'), made('c3', 4, 2)]);
      yield [opened('c2')];
    };
    await builder.rebuild(queue, log());
    expect(await other.get(queue, 'c1')).toMatchObject({ officer: 'o8' });
    expect(await other.get(queue, 'c3')).toMatchObject({ made: 2 });
    expect(await other.count(queue)).toBe(3);
    await other.apply(queue, [claimed('c3', 1, 'o9')]);
    expect(await builder.get(queue, 'c3')).toMatchObject({ officer: 'o9' });
    expect(
      await builder.compare(
        queue,
        batches(
          ...[opened('c1'), claimed('c1', 1, 'o7'), claimed('c1', 2, 'o8')],
          opened('c2'),
          opened('c3'),
          claimed('c3', 1, 'o9'),
          made('c3', 4, 2),
        ),
      ),
    ).toEqual({ equal: true, documents: 3, differing: 0 });
  });

  it('have in the new collection what arrived between the last look of its builder and the switch', async () => {
    const [builder, other] = [await start(), await start()];
    await builder.apply(queue, [opened('c1')]);
    const connection = new MongoConnection({ url: at.url, database }, (_server, cause) => new Error(cause));
    const catalogue = new ViewCatalogue(connection);
    await catalogue.open(queue);
    const built = await catalogue.build(queue);
    await takeAll(built, [opened('c1')]);
    await other.apply(queue, [claimed('c1', 1, 'o7')]);
    await catalogue.switchTo(queue, built.id);
    await connection.close();
    // A document that had heard of the second fact would drop the first.
    await other.apply(queue, [unheard('c1', 2)]);
    expect(await builder.get(queue, 'c1')).toMatchObject({ authority: 'A1', officer: 'o7' });
    expect(await collections()).not.toContain('late.review-queue.2');
  });

  it('finish what a process that was killed right behind its switch has left undone', async () => {
    const [builder, other] = [await start(), await start()];
    await builder.apply(queue, [opened('c1')]);
    await changeEntry('review-queue', (table) => ({ ...table, unsettled: true }));
    await withDatabase(at, database, async (db) => {
      const late = db.collection<{ _id: string; fact: string }>('late.review-queue.1');
      for (const fact of [claimed('c1', 1, 'o7'), claimed('c1', 2, 'o8')])
        await late.insertOne({
          _id: `${fact.meta.stream} 000000000000000${fact.meta.revision}`,
          fact: JSON.stringify(fact),
        });
    });
    await other.apply(queue, [claimed('c1', 3, 'o9')]);
    expect(await builder.get(queue, 'c1')).toMatchObject({ officer: 'o9' });
    expect((await entryOf('review-queue')).tables).toMatchObject([{ unsettled: false }]);
    expect(await collections()).toEqual(['view.review-queue.1', 'views']);
  });

  it('clear away what a killed build has left, once nothing was heard of it for long enough', async () => {
    const one = await start();
    const endless = async function* (): AsyncIterable<readonly Recorded[]> {
      yield [opened('c1')];
      await changeEntry('review-queue', (table) =>
        table.state === 'building' ? { ...table, usedAt: new Date(Date.now() - 600_000) } : table,
      );
      await start();
    };
    await expect(one.rebuild(queue, endless())).rejects.toThrow('nothing was heard of the rebuild of review-queue');
    await one.apply(queue, [opened('c1')]);
    expect(await one.count(queue)).toBe(1);
    await start();
    expect(await collections()).toEqual(['view.review-queue.1', 'views']);
  });

  it('may run two releases side by side, each answered from its own version', async () => {
    const older = await start();
    await older.apply(queue, [opened('c1'), claimed('c1', 1, 'o7')]);
    const next = queueOf(2);
    const newer = await start(next);
    await expect(newer.get(next, 'c1')).rejects.toThrow(ViewBehind);
    await newer.rebuild(next, batches(opened('c1'), claimed('c1', 1, 'o7')));
    await older.apply(queue, [claimed('c1', 2, 'o8')]);
    expect(await older.get(queue, 'c1')).toMatchObject({ officer: 'o8' });
    expect(await newer.get(next, 'c1')).toMatchObject({ officer: 'o7' });
    await changeEntry('review-queue', (table) =>
      table.version === 1 ? { ...table, usedAt: new Date(Date.now() - 7_200_000) } : table,
    );
    await start(next);
    await expect(older.get(queue, 'c1')).rejects.toThrow(ViewBehind);
    await expect(older.apply(queue, [claimed('c1', 3, 'o9')])).rejects.toThrow(ViewBehind);
  });
});

/** Not on FerretDB: there, of two connections that write a document at once, both may believe that they did. */
describe.each(servers.filter(({ isAtomic }) => isAtomic))(
  'processes that write at the same moment on $name',
  (server) => {
    beforeEach(() => {
      at = server;
    });

    it('each add their part to the same documents, and no part is lost', async () => {
      const [own, foreign, third] = [await start(), await start(), await start()];
      const rounds = [1, 2, 3, 4];
      await Promise.all([
        ...cases.map((caseId) => own.apply(queue, [opened(caseId)])),
        ...cases.map((caseId) => foreign.apply(queue, [made(caseId, 0, 1)])),
      ]);
      await Promise.all(
        rounds.flatMap((round) => [
          own.apply(
            queue,
            cases.map((caseId) => claimed(caseId, round, `o${round}`)),
          ),
          foreign.apply(
            queue,
            cases.map((caseId) => made(caseId, round, round)),
          ),
        ]),
      );
      for (const caseId of cases) expect(await third.get(queue, caseId)).toMatchObject({ officer: 'o4', made: 4 });
      expect(await third.count(queue, { officer: 'o4', made: 4 })).toBe(cases.length);
    });

    it('may start with a new version together: each builds it, and both are answered from it', async () => {
      await (await start()).apply(queue, [opened('c1')]);
      const next = queueOf(2);
      const both = [await start(next), await start(next)];
      for (const each of both) expect(each.pending()).toEqual([next]);
      await Promise.all(both.map((each) => each.rebuild(next, batches(opened('c1'), opened('c2')))));
      for (const each of both) {
        expect(each.pending()).toEqual([]);
        expect(await each.count(next)).toBe(2);
      }
      await both[0]?.apply(next, [claimed('c2', 1, 'o7')]);
      expect(await both[1]?.get(next, 'c2')).toMatchObject({ officer: 'o7' });
    });

    it('may be given the same facts at once', async () => {
      const both = [await start(), await start()];
      const facts = cases.flatMap((caseId) => [opened(caseId), claimed(caseId, 1, 'o7'), made(caseId, 0, 3)]);
      await Promise.all(both.flatMap((each) => facts.map((fact) => each.apply(queue, [fact]))));
      expect(await both[0]?.compare(queue, batches(...facts))).toEqual({
        ...{ equal: true, documents: cases.length, differing: 0 },
      });
    });

    it('go on while one builds the view anew again and again, and every reader finds what was written before', async () => {
      const [builder, own, foreign, reader] = [await start(), await start(), await start(), await start()];
      const log: Recorded[] = [];
      const write = async (views: MongoViews, factOf: (caseId: string, round: number) => Recorded): Promise<void> => {
        for (let round = 0; round < 12; round += 1) {
          const facts = cases.map((caseId) => factOf(caseId, round));
          // As in the log of a service: a fact stands there before anybody is given it.
          log.push(...facts);
          for (const fact of facts.slice(0, 3)) await views.apply(queue, [fact]);
          await views.apply(queue, facts.slice(3));
          const [last] = facts.slice(-1) as [Recorded];
          const service = last.meta.stream.startsWith('review') ? 'review' : 'issuance';
          await reader.get(queue, cases.at(-1) as string, { service, revision: last.meta.revision });
        }
      };
      const readLog = async function* (): AsyncIterable<readonly Recorded[]> {
        for (let from = 0; from < log.length; from += 50) {
          yield log.slice(from, from + 50);
          await sleep(5);
        }
      };
      let isDone = false;
      const building = (async () => {
        let builds = 0;
        for (; !isDone; builds += 1) await builder.rebuild(queue, readLog());
        return builds;
      })();
      await Promise.all([
        write(own, (caseId, round) => (round === 0 ? opened(caseId) : claimed(caseId, round, `o${round}`))),
        write(foreign, (caseId, round) => made(caseId, round, round)),
      ]);
      isDone = true;
      expect(await building).toBeGreaterThan(1);
      for (const caseId of cases) expect(await reader.get(queue, caseId)).toMatchObject({ officer: 'o11', made: 11 });
      expect(await reader.compare(queue, batches(...log))).toEqual({
        equal: true,
        documents: cases.length,
        differing: 0,
      });
    });
  },
);
