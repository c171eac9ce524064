/** @engines mongodb */
import { setTimeout as sleep } from 'node:timers/promises';
import { ShiftedClock } from '@ekey/kernel/testing';
import { Unavailable } from '@ekey/kernel';
import { Sessions, Tries } from '@ekey/platform';
import { mongoServers, withDatabase } from '@ekey/mongo/testing';
import { describeSessionStoreContract } from '../contract/session-store.contract';
import { MongoSessionStore } from './mongo.session-store';
import { MongoAtTest, nobodyThere } from '../contract/mongo-at-test';

const ROUNDS = 50;
const inAnHour = (clock: ShiftedClock): string => new Date(Date.parse(clock.now()) + 3_600_000).toISOString();

const servers = mongoServers(process.env);

describe.each(servers)('$name', (server) => {
  describeSessionStoreContract(`mongo on ${server.name}`, async (clock) => {
    const mongo = new MongoAtTest(server);
    return { store: new MongoSessionStore(mongo.connect(), clock), dispose: () => mongo.dispose() };
  });

  describe('sessions of several processes', () => {
    let mongo: MongoAtTest;
    let clock: ShiftedClock;
    beforeEach(() => {
      mongo = new MongoAtTest(server);
      clock = new ShiftedClock('2026-03-02T01:00:00.000Z');
    });
    afterEach(() => mongo.dispose());

    const start = () => new MongoSessionStore(mongo.connect(), clock);
    const kept = () =>
      withDatabase(server, mongo.database, (database) => database.collection('sessions').countDocuments());

    it('are found by all, and given to one alone of those who take one at once', async () => {
      const processes = [start(), start(), start(), start()] as const;
      for (let round = 0; round < ROUNDS; round += 1) {
        await processes[0].set('login', 'one', round, inAnHour(clock));
        expect(await processes[1].get('login', 'one')).toBe(round);
        const taken = await Promise.all(processes.map((each) => each.take('login', 'one')));
        expect(taken.filter((value) => value !== null)).toEqual([round]);
      }
    });

    it('may be set by all at once: one of the values stands', async () => {
      const processes = [start(), start(), start(), start()];
      for (let round = 0; round < 10; round += 1) {
        const id = `account-${round}`;
        await Promise.all(processes.map((each, index) => each.set('login', id, index, inAnHour(clock))));
        const found = await Promise.all(processes.map((each) => each.get('login', id)));
        expect(new Set(found).size).toBe(1);
        expect([0, 1, 2, 3]).toContain(found[0]);
      }
      expect(await kept()).toBe(10);
    });

    it('are set by one alone of those who set at once what is not there', async () => {
      const processes = [start(), start(), start(), start()];
      for (let round = 0; round < ROUNDS; round += 1) {
        const claim = (store: MongoSessionStore, index: number) =>
          store.setIfAbsent('code', `${round}`, index, inAnHour(clock));
        const mine = await Promise.all(processes.map(claim));
        expect(mine.filter((isMine) => isMine)).toHaveLength(1);
        expect(await processes[0]?.get('code', `${round}`)).toBe(mine.indexOf(true));
      }
    });

    it('all end with their account, whichever process began them, also at once', async () => {
      const ended: string[] = [];
      const sessionsOf = (store: MongoSessionStore) =>
        new Sessions(store, { end: async (id) => void ended.push(id) }, { kind: 'login', hours: 1 });
      const processes = [start(), start(), start(), start()].map(sessionsOf);
      const begun = await Promise.all(processes.map((each) => each.begin('li', clock.now())));
      await processes[0]?.endAll('li');
      expect(ended.sort()).toEqual(begun.map(({ sessionId }) => sessionId).sort());
      const refreshed = begun.map(({ refreshToken }) => processes[1]?.refresh(refreshToken, clock.now()));
      expect(await Promise.all(refreshed)).toEqual(begun.map(() => null));
    });

    it('count every try that is made at once, and let none through that the one before it locks', async () => {
      const rules = { kind: 'try', rememberedSeconds: 600, lockSeconds: (failures: number) => (failures < 5 ? 0 : 60) };
      const processes = [start(), start(), start(), start()].map((store) => new Tries(store, rules));
      const now = clock.now();
      const tries = await Promise.all(processes.flatMap((each) => [1, 2, 3].map(() => each.begin('li', now))));
      expect(tries.filter((each) => 'takeBack' in each)).toHaveLength(5);
      expect(tries.filter((each) => 'lockedSeconds' in each)).toEqual(Array(7).fill({ lockedSeconds: 60 }));
    });

    it('take no room for long when they have expired', async () => {
      const store = start();
      for (const id of ['one', 'two', 'three']) await store.set('nonce', id, id, inAnHour(clock));
      clock.advance({ hours: 2 });
      await store.set('nonce', 'last', 'kept', inAnHour(clock));
      while ((await kept()) > 1) await sleep(20);
      expect(await store.get('nonce', 'last')).toBe('kept');
    });
  });
});

// A server that finds and deletes apart may delete what was just set where the expired one had been.
describe.each(servers.filter(({ isAtomic }) => isAtomic))('a session that has expired ($name)', (server) => {
  it('is replaced by one alone of the processes that set it at once', async () => {
    const mongo = new MongoAtTest(server);
    const clock = new ShiftedClock('2026-03-02T01:00:00.000Z');
    const processes = [1, 2, 3, 4].map(() => new MongoSessionStore(mongo.connect(), clock));
    for (let round = 0; round < ROUNDS; round += 1) {
      const mine = await Promise.all(processes.map((each) => each.setIfAbsent('code', 'one', 1, inAnHour(clock))));
      expect(mine.filter((isMine) => isMine)).toHaveLength(1);
      clock.advance({ hours: 2 });
    }
    await mongo.dispose();
  });
});

it('says so where the server does not answer', async () => {
  const connection = nobodyThere();
  const store = new MongoSessionStore(connection, new ShiftedClock());
  const read = [store.get('nonce', 'one'), store.take('nonce', 'one'), store.list('nonce', 'o')];
  const set = [store.set('nonce', 'one', 1, '2026-03-02'), store.setIfAbsent('nonce', 'one', 1, '2026-03-02')];
  for (const each of await Promise.allSettled([
    ...read,
    ...set,
    store.delete('nonce', 'one'),
    store.deleteAll('nonce', 'o'),
  ]))
    expect(each).toMatchObject({ status: 'rejected', reason: expect.any(Unavailable) as Unavailable });
  await expect(store.get('nonce', 'one')).rejects.toThrow('the sessions at 127.0.0.1:1: ');
  await connection.close();
});
