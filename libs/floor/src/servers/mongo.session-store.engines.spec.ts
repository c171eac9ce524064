import { setTimeout as sleep } from 'node:timers/promises';
import { ShiftedClock } from '@ekey/kernel/testing';
import { Unavailable } from '@ekey/kernel';
import { mongoServers, withDatabase } from '@ekey/mongo/testing';
import { describeSessionStoreContract } from '../contract/session-store.contract';
import { MongoSessionStore } from './mongo.session-store';
import { MongoAtTest, nobodyThere } from '../contract/mongo-at-test';

const ROUNDS = 50;
const inAnHour = (clock: ShiftedClock): string => new Date(Date.parse(clock.now()) + 3_600_000).toISOString();

describe.each(mongoServers(process.env))('$name', (server) => {
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

it('says so where the server does not answer', async () => {
  const connection = nobodyThere();
  const store = new MongoSessionStore(connection, new ShiftedClock());
  const asked = [store.get('nonce', 'one'), store.take('nonce', 'one'), store.set('nonce', 'one', 1, '2026-03-02')];
  for (const each of await Promise.allSettled([...asked, store.delete('nonce', 'one'), store.deleteAll('nonce', 'o')]))
    expect(each).toMatchObject({ status: 'rejected', reason: expect.any(Unavailable) as Unavailable });
  await expect(store.get('nonce', 'one')).rejects.toThrow('the sessions at 127.0.0.1:1: ');
  await connection.close();
});
