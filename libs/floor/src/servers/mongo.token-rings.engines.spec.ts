/** @engines mongodb */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ShiftedClock } from '@ekey/kernel/testing';
import { Unavailable } from '@ekey/kernel';
import { mongoServers, withDatabase } from '@ekey/mongo/testing';
import { TokenIssuer, TokenVerifier, type TokenKeys } from '@ekey/platform';
import { UnreadableStore } from '@ekey/sqlite';
import { describeTokenKeysContract, OFFICER } from '../contract/token-keys.contract';
import { RotatingTokenKeys, type TokenRings } from '../rotating.token-keys';
import { MongoTokenRings } from './mongo.token-rings';
import { MongoAtTest, nobodyThere } from '../contract/mongo-at-test';

interface StoredKey {
  readonly _id: string;
  readonly number: number;
  readonly sealed: string;
}

const WRAPPING_KEY = randomBytes(32);
const HOUR = 3_600;

describe.each(mongoServers(process.env))('$name', (server) => {
  describeTokenKeysContract(`mongo on ${server.name}`, async () => {
    const mongo = new MongoAtTest(server);
    return { rings: () => new MongoTokenRings(mongo.connect(), WRAPPING_KEY), dispose: () => mongo.dispose() };
  });

  describe('the keys of tokens of several processes', () => {
    let mongo: MongoAtTest;
    let clock: ShiftedClock;
    beforeEach(() => {
      mongo = new MongoAtTest(server);
      clock = new ShiftedClock('2026-03-02T01:00:00.000Z');
    });
    afterEach(() => mongo.dispose());

    const start = (wrappingKey = WRAPPING_KEY) =>
      new RotatingTokenKeys(new MongoTokenRings(mongo.connect(), wrappingKey), clock);
    const tokenOf = (keys: TokenKeys) => new TokenIssuer(keys, clock, 'review', HOUR).issue(OFFICER);
    const stored = <Result>(work: (keys: readonly StoredKey[]) => Result): Promise<Result> =>
      withDatabase(server, mongo.database, async (database) =>
        work(await database.collection<StoredKey>('token-keys').find().sort({ number: 1 }).toArray()),
      );
    const replace = (_id: string, sealed: string) =>
      withDatabase(server, mongo.database, (database) =>
        database.collection<StoredKey>('token-keys').updateOne({ _id }, { $set: { sealed } }),
      );

    it('are one ring, also where all make the first key, and the next, at once', async () => {
      const processes = [start(), start(), start(), start()];
      for (let month = 1; month <= 3; month += 1) {
        const signing = await Promise.all(processes.map((each) => each.signingKey('review')));
        expect(new Set(signing.map(({ kid }) => kid)).size).toBe(1);
        clock.advance({ days: 30, minutes: 1 });
      }
    });

    it('are found by whoever meets a token of a key that he does not know yet, and published by all', async () => {
      const [issuing, checking, publishing] = [start(), start(), start()];
      await publishing.jwks('review');
      const verifier = new TokenVerifier(checking, clock);
      expect(await verifier.verify(await tokenOf(issuing))).toEqual(OFFICER);
      clock.advance({ days: 29 });
      // Whose clock is ahead is the first to make the next one.
      const ahead = new ShiftedClock(clock.now());
      ahead.advance({ days: 1, minutes: 5 });
      const quicker = new RotatingTokenKeys(new MongoTokenRings(mongo.connect(), WRAPPING_KEY), ahead);
      const token = await tokenOf(quicker);
      let caller = await verifier.verify(token);
      while (caller === undefined) caller = await sleep(100).then(() => verifier.verify(token));
      expect(caller).toEqual(OFFICER);
      const { kid } = await quicker.signingKey('review');
      expect((await publishing.jwks('review')).keys.map((key) => key.kid)).toEqual([expect.anything(), kid]);
    });

    it('are not read again for each token that nobody has signed', async () => {
      const rings = new MongoTokenRings(mongo.connect(), WRAPPING_KEY);
      const read = jest.spyOn(rings as TokenRings, 'read');
      const verifier = new TokenVerifier(new RotatingTokenKeys(rings, clock), clock);
      const elsewhere = new RotatingTokenKeys(nowhere(), clock);
      const token = await tokenOf(elsewhere);
      const began = performance.now();
      for (let index = 0; index < 20; index += 1) expect(await verifier.verify(token)).toBeUndefined();
      const seconds = (performance.now() - began) / 1_000;
      expect(read.mock.calls.length).toBeLessThanOrEqual(1 + seconds);
    });

    it('are given up when no token of theirs can live any longer', async () => {
      const keys = start();
      for (let month = 1; month <= 3; month += 1) {
        await keys.signingKey('review');
        clock.advance({ days: 30, minutes: 1 });
      }
      expect(await stored((all) => all.map(({ number }) => number))).toEqual([2, 3]);
    });

    it('cannot be read in the database, nor be put there by who has not the secret', async () => {
      const keys = start();
      const { kid } = await keys.signingKey('review');
      await keys.signingKey('intake');
      const texts = await stored((all) => JSON.stringify(all));
      expect(texts).not.toContain(kid);
      await expect(start(randomBytes(32)).signingKey('review')).rejects.toThrow(UnreadableStore);
      const foreign = await stored((all) => all.find(({ _id }) => _id === 'intake/1'));
      await replace('review/1', foreign?.sealed ?? '');
      await expect(start().signingKey('review')).rejects.toThrow(
        'the key of tokens review/1 in MongoDB was changed, or sealed under another token-wrapping-key',
      );
    });
  });
});

it('says so where the server does not answer, and nobody is told that his token is bad', async () => {
  const connection = nobodyThere();
  const clock = new ShiftedClock();
  const keys = new RotatingTokenKeys(new MongoTokenRings(connection, WRAPPING_KEY), clock);
  await expect(keys.signingKey('review')).rejects.toThrow(Unavailable);
  const token = await new TokenIssuer(new RotatingTokenKeys(nowhere(), clock), clock, 'review', HOUR).issue(OFFICER);
  await expect(new TokenVerifier(keys, clock).verify(token)).rejects.toThrow('the sessions at 127.0.0.1:1: ');
  await connection.close();
});

/** Keeps nothing. */
const nowhere = (): TokenRings => ({
  areShared: false,
  read: async () => ({ keys: [], made: 0 }),
  add: async () => true,
});
