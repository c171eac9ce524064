import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { derivedId, SubscriptionRunner } from '@ekey/event-store';
import { openSqliteReactorStore, REACTOR_TABLES } from '@ekey/event-store/sqlite';
import type { Recorded } from '@ekey/kernel';
import { MessagingUnavailable, schemaOf, type CloudEvent } from '@ekey/messaging';
import { openKafkaMessaging, prepareTopics, type KafkaMessaging } from '@ekey/messaging/kafka';
import { openDatabase } from '@ekey/sqlite';
import { EngineSet } from '../src';

const TOPIC = 'review.events';
const TYPE = 'review.ApplicationPreVerified.v1';
const CASES = 5;

const told = (caseNo: number, round: number): CloudEvent => ({
  specversion: '1.0',
  id: derivedId('message', caseNo, round),
  source: '/ekey/review',
  type: TYPE,
  subject: derivedId('case', caseNo),
  time: '2026-03-02T01:00:00.123Z',
  dataschema: schemaOf(TYPE),
  datacontenttype: 'application/json',
  data: { round },
  correlationid: derivedId('correlation', caseNo),
  causationid: derivedId('causation', caseNo),
  stream: `review.Review-${derivedId('case', caseNo)}`,
  sequence: round,
});
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(20);
}

/** A broker of its own, which is killed here: the one that other specs share goes on. */
describe('a broker of its own', () => {
  const data = mkdtempSync(path.join(tmpdir(), 'kafka-outage-'));
  const engines = new EngineSet({ data, firstPort: 29_400 });
  const { brokers } = engines.address('kafka');
  const options = { brokers, clientId: 'outage', sessionTimeout: 2_000 };
  const plan = { topics: [TOPIC], partitions: 3, replicas: 1, settings: { 'retention.ms': '-1' } };
  const handled: Recorded[] = [];
  const faults: string[] = [];
  let messaging: KafkaMessaging;
  let runner: SubscriptionRunner;

  beforeAll(() => {
    messaging = openKafkaMessaging(options);
    const database = openDatabase(':memory:', { mark: 'test', synchronous: 'NORMAL', schema: [REACTOR_TABLES] });
    const reactor = { name: 'queue', handles: () => true, handle: async (fact: Recorded) => void handled.push(fact) };
    const store = openSqliteReactorStore(database);
    runner = new SubscriptionRunner(messaging.feed(TOPIC, store), reactor, store, {
      halts: (error) => error instanceof MessagingUnavailable,
      now: () => new Date().toISOString(),
      onFault: (_name, cause) => faults.push(cause),
    });
  });
  afterAll(async () => {
    await runner.stop();
    await messaging.close();
    await engines.kill('kafka');
    rmSync(data, { recursive: true });
  });

  it('is waited for, while it is away, by a service that starts first, which says what it waits for', async () => {
    runner.start();
    await until(() => runner.status().state === 'halted');
    expect(runner.status().cause).toContain(brokers[0]);
    await expect(messaging.assertReachable()).rejects.toThrow(`the cluster at ${brokers[0]}`);
    await expect(messaging.publish(TOPIC, [told(0, 0)])).rejects.toThrow(MessagingUnavailable);

    await engines.start('kafka');
    await prepareTopics(options, plan);
    await messaging.publish(TOPIC, [told(0, 0)]);
    await until(() => handled.length === 1);
    expect(runner.status()).toMatchObject({ state: 'running', parkedCases: 0 });
    await messaging.assertReachable();
  });

  it('is reached over TLS by who has the password, and by nobody else', async () => {
    const { ca, username, password, ...secure } = engines.address('kafka').secure;
    const outside = { ...secure, clientId: 'secure', tls: { ca: readFileSync(ca) } };
    const known = openKafkaMessaging({ ...outside, sasl: { mechanism: 'plain', username, password } });
    expect((await known.read(TOPIC, 0, 10)).map(({ message }) => message)).toEqual([told(0, 0)]);
    const guessing = openKafkaMessaging({ ...outside, sasl: { mechanism: 'plain', username, password: 'guess' } });
    await expect(guessing.assertReachable()).rejects.toThrow(MessagingUnavailable);
    const trustless = openKafkaMessaging({ ...outside, tls: true, sasl: { mechanism: 'plain', username, password } });
    await expect(trustless.assertReachable()).rejects.toThrow('self-signed certificate');
    await Promise.all([known, guessing, trustless].map((messaging) => messaging.close()));
  });

  it('loses nothing that it has acknowledged when it is killed, and is gone on with where it comes back', async () => {
    const from = handled.length;
    const acknowledged: CloudEvent[] = [];
    let publishing = true;
    // As a publisher does: the next only when this one is acknowledged, and again until it is.
    const publish = async (caseNo: number): Promise<void> => {
      for (let round = 1; publishing || round <= 20;) {
        const message = told(caseNo, round);
        const isStored = await messaging.publish(TOPIC, [message]).then(
          () => true,
          () => sleep(100, false),
        );
        if (!isStored) continue;
        acknowledged.push(message);
        round += 1;
      }
    };
    const publishers = Array.from({ length: CASES }, (_none, caseNo) => publish(caseNo));
    await until(() => acknowledged.length > 200);
    await engines.kill('kafka');
    const beforeItCameBack = acknowledged.length;
    await engines.start('kafka');
    await until(() => acknowledged.length > beforeItCameBack + 200);
    publishing = false;
    await Promise.all(publishers);

    const ids = (): Set<string> => new Set(handled.slice(from).map(({ meta }) => meta.id));
    await until(() => acknowledged.every(({ id }) => ids().has(id)));
    for (let caseNo = 0; caseNo < CASES; caseNo += 1) {
      const ofCase = handled.slice(from).filter(({ meta }) => meta.subject === derivedId('case', caseNo));
      const firsts = [...new Set(ofCase.map(({ meta }) => meta.revision))];
      expect(firsts).toEqual(firsts.map((_none, index) => index + 1));
    }
    expect(runner.status().parkedCases).toBe(0);
  });
});
