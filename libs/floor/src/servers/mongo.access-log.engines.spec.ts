/** @engines mongodb */
import { setTimeout as sleep } from 'node:timers/promises';
import { ShiftedClock } from '@ekey/kernel/testing';
import { Unavailable } from '@ekey/kernel';
import { mongoServers } from '@ekey/mongo/testing';
import type { AccessLog } from '@ekey/platform';
import { describeAccessLogContract, look } from '../contract/access-log.contract';
import { MongoAccessLog } from './mongo.access-log';
import { MongoAtTest, nobodyThere } from '../contract/mongo-at-test';

const [PROCESSES, IN_FLIGHT, EACH] = [4, 25, 20];
const clock = new ShiftedClock('2026-03-02T01:00:00.000Z');

describe.each(mongoServers(process.env))('$name', (server) => {
  describeAccessLogContract(`mongo on ${server.name}`, async (time) => {
    const mongo = new MongoAtTest(server);
    return { log: new MongoAccessLog(mongo.connect(), time), dispose: () => mongo.dispose() };
  });

  describe('the access log of several processes', () => {
    let mongo: MongoAtTest;
    beforeEach(() => {
      mongo = new MongoAtTest(server);
    });
    afterEach(() => mongo.dispose());

    const start = () => new MongoAccessLog(mongo.connect(), clock);

    it('hides nothing from a reader who goes on from where he was, while all write', async () => {
      const logs = Array.from({ length: PROCESSES }, start);
      const reader = start();
      const writing = Promise.all(logs.map((log, index) => writeSome(log, `process-${index}`)));
      let isOver = false;
      const over = writing.then(() => (isOver = true));
      const seen: { position: number; subject: string }[] = [];
      for (let wasOver = false; !wasOver; await sleep(20)) {
        wasOver = isOver;
        seen.push(...(await reader.read({ service: 'review', after: seen.at(-1)?.position ?? 0, limit: 500 })));
      }
      await over;
      seen.push(...(await reader.read({ service: 'review', after: seen.at(-1)?.position ?? 0, limit: 1_000_000 })));
      expect(seen.map(({ position }) => position)).toEqual(seen.map((_, index) => index + 1));
      expect(new Set(seen.map(({ subject }) => subject)).size).toBe(PROCESSES * IN_FLIGHT * EACH);
      expect(seen).toHaveLength(PROCESSES * IN_FLIGHT * EACH);
    });

    it('has an entry for every process when it is answered', async () => {
      const [one, other] = [start(), start()];
      await look(one, 'case-1');
      await look(other, 'case-2');
      await look(one, 'case-3');
      const subjects = (await other.read({ service: 'review', after: 0, limit: 10 })).map(({ subject }) => subject);
      expect(subjects).toEqual(['case-1', 'case-2', 'case-3']);
    });
  });
});

it('says so where the server does not answer', async () => {
  const connection = nobodyThere();
  const log = new MongoAccessLog(connection, clock);
  for (const each of await Promise.allSettled([look(log, 'case-1'), look(log, 'case-2'), look(log, 'case-3')]))
    expect(each).toMatchObject({ status: 'rejected', reason: expect.any(Unavailable) as Unavailable });
  await expect(log.read({ service: 'review', after: 0, limit: 1 })).rejects.toThrow('the sessions at 127.0.0.1:1: ');
  await connection.close();
});

/** Each of them the next when the last is answered. */
async function writeSome(log: AccessLog, name: string): Promise<void> {
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async (_, one) => {
      for (let index = 0; index < EACH; index += 1) await look(log, `${name}/${one}/${index}`);
    }),
  );
}
