/** @engines kafka */
import { randomUUID } from 'node:crypto';
import {
  derivedId,
  NO_STREAM,
  SubscriptionRunner,
  type Checkpoints,
  type EventStore,
  type Feed,
  type Reactor,
} from '@ekey/event-store';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { openSqliteEventStore } from '@ekey/event-store/sqlite';
import { Unavailable, type Recorded } from '@ekey/kernel';
import { keptCheckpoints } from '../messaging.contract';
import { logRecordOf } from './log-record';
import { logTopic, openKafkaMessaging, prepareTopics, relayTopic, type KafkaMessaging, type KafkaOptions } from '.';

const brokers = (process.env.EKEY_TEST_KAFKA ?? '').split(',');
const SERVICE = 'intake';
const CASES = 8;
const SESSION_MS = 2_000;

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** The one store that the processes of a service share. */
class SharedLog {
  readonly store: EventStore;
  facts = 0;
  private readonly revisions = new Map<string, number>();

  constructor(checkpoints: Checkpoints) {
    this.store = openSqliteEventStore({ file: ':memory:', owner: SERVICE, checkpoints });
  }

  async append(caseNo: number, note: string): Promise<void> {
    const stream = `${SERVICE}.Case-${derivedId('case', caseNo)}`;
    const expectedRevision = this.revisions.get(stream) ?? NO_STREAM;
    this.revisions.set(stream, expectedRevision + 1);
    const id = derivedId(stream, expectedRevision + 1);
    await this.store.append({
      ...{ stream, expectedRevision, ids: [id], facts: [{ type: 'Noted', data: { note }, schemaVersion: 1 }] },
      ...{ trace: { commandId: id, requestDigest: '-' }, correlationId: id, causationId: id },
      ...{ recordedAt: '2026-03-02T01:00:00.000Z', actor: { kind: 'staff', id: 'officer' } },
    });
    this.facts += 1;
  }
}

/** One process of the service: its relay, and a reactor that keeps what it is given. */
class Process {
  readonly handled: Recorded[] = [];
  readonly messaging: KafkaMessaging;
  private readonly relay: SubscriptionRunner;
  private readonly reactor: SubscriptionRunner;

  constructor(options: KafkaOptions, log: SharedLog) {
    this.messaging = openKafkaMessaging(options);
    const relay = this.messaging.relay(SERVICE);
    const over = relay.over(log.store, keptCheckpoints());
    this.relay = this.run(over.relay.feed, over.relay.reactor);
    this.reactor = this.run(over.log, {
      name: `${SERVICE}: view notes`,
      handles: () => true,
      handle: async (fact) => void this.handled.push(fact),
    });
  }

  get halted(): string | undefined {
    return this.relay.status().cause ?? this.reactor.status().cause;
  }

  caughtUp(): Promise<boolean> {
    return this.reactor.caughtUp();
  }

  async stop(): Promise<void> {
    await Promise.all([this.relay.stop(), this.reactor.stop()]);
    await this.messaging.close();
  }

  private run(feed: Feed, reactor: Reactor): SubscriptionRunner {
    const unused = new Proxy(
      {},
      { get: (_none, name) => Promise.reject(new Error(`nobody asks for ${String(name)}`)) },
    );
    const runner = new SubscriptionRunner(feed, reactor, unused as never, {
      halts: (error) => error instanceof Unavailable,
      now: () => '2026-03-02T01:00:00.000Z',
      onFault: () => undefined,
    });
    runner.start();
    return runner;
  }
}

describe('the relay of a service', () => {
  let options: KafkaOptions;
  let log: SharedLog;
  let outside: KafkaMessaging;
  const processes: Process[] = [];
  const begin = (): Process => {
    const process = new Process(options, log);
    processes.push(process);
    return process;
  };
  const end = async (process: Process): Promise<void> => {
    processes.splice(processes.indexOf(process), 1);
    await process.stop();
  };
  const settings = { 'retention.ms': '-1' };
  const makeLog = () => prepareTopics(options, { topics: [logTopic(SERVICE)], partitions: 4, replicas: 1, settings });
  const handled = (): readonly Recorded[] => processes.flatMap((process) => process.handled);
  const distinct = (facts: readonly Recorded[]): number => new Set(facts.map(({ meta }) => meta.id)).size;
  const appendRounds = async (from: number, to: number): Promise<void> => {
    for (let round = from; round <= to; round += 1)
      for (let caseNo = 0; caseNo < CASES; caseNo += 1) await log.append(caseNo, `round ${round}`);
  };

  beforeEach(async () => {
    options = { brokers, clientId: 'relay', prefix: `relay-${randomUUID()}.`, sessionTimeout: SESSION_MS };
    await makeLog();
    await prepareTopics(options, { topics: [relayTopic(SERVICE)], partitions: 1, replicas: 1, settings });
    outside = openKafkaMessaging(options);
    log = new SharedLog(outside.relay(SERVICE).checkpoints);
  });
  afterEach(async () => {
    await Promise.all(processes.splice(0).map((process) => process.stop()));
    await log.store.close();
    await outside.close();
  });

  it('brings every fact to the reactors as it is stored, each case in order', async () => {
    begin();
    await appendRounds(0, 9);
    await until(() => distinct(handled()) === log.facts);
    for (let caseNo = 0; caseNo < CASES; caseNo += 1) {
      const ofCase = handled().filter(({ meta }) => meta.stream.endsWith(derivedId('case', caseNo)));
      expect(ofCase.map(({ meta }) => meta.revision)).toEqual(Array.from({ length: 10 }, (_none, index) => index));
      expect(ofCase[3]).toMatchObject({
        ...{ type: 'Noted', data: { note: 'round 3' } },
        meta: { schemaVersion: 1, actor: { kind: 'staff', id: 'officer' }, recordedAt: '2026-03-02T01:00:00.000Z' },
      });
    }
  });

  it('works in one process at a time, and in the next where that one ends', async () => {
    const first = begin();
    await appendRounds(0, 4);
    await until(() => distinct(handled()) === log.facts);
    const second = begin();
    await appendRounds(5, 9);
    await until(() => distinct(handled()) === log.facts);
    const before = first.handled.length + second.handled.length;
    expect(before).toBeLessThanOrEqual(log.facts + CASES * 5);
    const kept = first.handled;
    await end(first);
    await appendRounds(10, 14);
    await until(() => distinct([...kept, ...handled()]) === log.facts);
    expect([first.halted, second.halted]).toEqual([undefined, undefined]);
  });

  it('goes on where the copy ends, and repeats at most what was on its way', async () => {
    const first = begin();
    await appendRounds(0, 99);
    await until(() => distinct(handled()) === log.facts);
    await end(first);
    const second = begin();
    await log.append(0, 'one more');
    await until(() => second.handled.some(({ data }) => (data as { note: string }).note === 'one more'));
    expect(second.handled.length).toBeLessThanOrEqual(256 + 1);
  });

  it('tells that it has caught up once every fact is copied and dealt with', async () => {
    const process = begin();
    await appendRounds(0, 4);
    await until(() => process.caughtUp());
    expect(distinct(handled())).toBe(log.facts);
    await log.append(1, 'late');
    await until(() => process.caughtUp());
    expect(distinct(handled())).toBe(log.facts);
  });

  it('copies everything once more where the copy was taken away and made anew behind its back', async () => {
    const process = begin();
    await appendRounds(0, 4);
    await until(() => process.caughtUp());
    process.handled.length = 0;
    const admin = new Kafka({ brokers: [...brokers], clientId: 'somebody', logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    await admin.deleteTopics({ topics: [`${options.prefix}${logTopic(SERVICE)}`] });
    await makeLog();
    await admin.disconnect();
    await log.append(0, 'the first that the new one holds');
    await until(() => distinct(handled()) === log.facts);
    expect(distinct(handled())).toBe(log.facts);
  });

  it('copies again what one that slept has overlaid with what it had in hand, once that one is back', async () => {
    const first = begin();
    await appendRounds(0, 4);
    await until(() => first.caughtUp());
    const [early] = handled();
    const kafka = new Kafka({ brokers: [...brokers], clientId: 'sleeper', logLevel: logLevel.NOTHING });
    const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
    await producer.connect();
    const late = [0, 1, 2, 3].map((partition) => ({ ...logRecordOf(early as Recorded, 0), partition }));
    await producer.send({ topic: `${options.prefix}${logTopic(SERVICE)}`, messages: late });
    await producer.disconnect();
    expect(await first.caughtUp()).toBe(false);
    begin();
    await until(() => first.caughtUp());
    expect(distinct(handled())).toBe(log.facts);
  });
});
