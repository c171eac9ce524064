/** @engines kafka */
import { randomUUID } from 'node:crypto';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { CommandRunner, derivedId, SubscriptionRunner, type Reactor } from '@ekey/event-store';
import { openSqliteEventStore, openSqliteReactorStore, REACTOR_TABLES } from '@ekey/event-store/sqlite';
import type { Command, Decider, Fact, Recorded } from '@ekey/kernel';
import type { PersonalData } from '@ekey/personal-data';
import { closeDatabase, openDatabase } from '@ekey/sqlite';
import { keptCheckpoints, verified } from '../messaging.contract';
import type { CloudEvent } from '../messaging.port';
import { MessagingUnavailable } from '../messaging-unavailable';
import {
  openKafkaMessaging,
  parkedTopicName,
  prepareTopics,
  sharedGroup,
  type KafkaMessaging,
  type KafkaOptions,
} from '.';

const brokers = (process.env.EKEY_TEST_KAFKA ?? '').split(',');
const TOPIC = 'review.events';
const GROUP = 'intake: when-application-verified-then-note';
const CASES = 12;
const REACTORS = { mark: 'test', synchronous: 'NORMAL', schema: [REACTOR_TABLES] } as const;
const SESSION_MS = 2_000;

/** The nth fact of a case. */
const told = (caseNo: number, round: number): CloudEvent =>
  verified(caseNo * 1_000 + round, { subject: derivedId('case', caseNo), sequence: round });
const caseOf = (caseNo: number): string => derivedId('case', caseNo);
const roundOf = (fact: Recorded): number => fact.meta.revision;
const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(10);
}

type Handle = (fact: Recorded) => Promise<void>;

/** A process of a service: reactors that keep what they handled, and fail where they are told to. */
class Process {
  readonly faults: string[] = [];
  readonly messaging: KafkaMessaging;
  readonly runners: readonly SubscriptionRunner[];
  private readonly kept = new Map<string, Recorded[]>();
  private readonly database = openDatabase(':memory:', REACTORS);

  constructor(options: KafkaOptions, reactors: Readonly<Record<string, Handle>>) {
    this.messaging = openKafkaMessaging(options);
    this.runners = Object.entries(reactors).map(([name, handle]) => this.run(name, handle));
  }

  get runner(): SubscriptionRunner {
    return this.runners[0]!;
  }

  get handled(): readonly Recorded[] {
    return this.handledBy(GROUP);
  }

  handledBy(reactor: string): readonly Recorded[] {
    return this.kept.get(reactor) ?? [];
  }

  roundsOf(caseNo: number): readonly number[] {
    return this.handled.filter(({ meta }) => meta.subject === caseOf(caseNo)).map(roundOf);
  }

  async stop(): Promise<void> {
    await Promise.all(this.runners.map((runner) => runner.stop()));
    await this.messaging.close();
    closeDatabase(this.database);
  }

  private run(name: string, handle: Handle): SubscriptionRunner {
    const handled: Recorded[] = [];
    this.kept.set(name, handled);
    const reactor: Reactor = {
      name,
      handles: () => true,
      handle: async (fact) => {
        await handle(fact);
        handled.push(fact);
      },
    };
    const store = openSqliteReactorStore(this.database);
    const runner = new SubscriptionRunner(this.messaging.feed(TOPIC, store), reactor, store, {
      halts: (error) => error instanceof MessagingUnavailable,
      now: () => '2026-03-02T01:00:00.000Z',
      onFault: (_name, cause) => this.faults.push(cause),
      backoff: [1],
    });
    runner.start();
    return runner;
  }
}

describe('a group of processes', () => {
  let options: KafkaOptions;
  let publisher: KafkaMessaging;
  let kafka: Kafka;
  const processes: Process[] = [];
  const beginAll = (reactors: Readonly<Record<string, Handle>>): Process => {
    const process = new Process(options, reactors);
    processes.push(process);
    return process;
  };
  const begin = (handle: Handle = async () => undefined): Process => beginAll({ [GROUP]: handle });
  const end = async (process: Process): Promise<void> => {
    processes.splice(processes.indexOf(process), 1);
    await process.stop();
  };
  const publish = (...messages: readonly CloudEvent[]): Promise<void> => publisher.publish(TOPIC, messages);
  const rounds = (from: number, to: number): readonly CloudEvent[] =>
    Array.from({ length: to - from + 1 }, (_none, index) =>
      Array.from({ length: CASES }, (_each, caseNo) => told(caseNo, from + index)),
    ).flat();

  beforeEach(async () => {
    options = { brokers, clientId: 'groups', prefix: `groups-${randomUUID()}.`, sessionTimeout: SESSION_MS };
    await prepareTopics(options, { topics: [TOPIC], partitions: 4, replicas: 1, settings: { 'retention.ms': '-1' } });
    publisher = openKafkaMessaging(options);
    kafka = new Kafka({ brokers: [...brokers], clientId: 'outside', logLevel: logLevel.NOTHING });
  });
  afterEach(async () => {
    await Promise.all(processes.splice(0).map((process) => process.stop()));
    await publisher.close();
  });

  describe('shares the cases', () => {
    it('each in order and with one process at a time, while processes come and go', async () => {
      const one = begin();
      await publish(...rounds(0, 9));
      await until(() => one.handled.length === 10 * CASES);
      const two = begin();
      let before = 10;
      for (; two.handled.length === 0; before += 1) await publish(...rounds(before, before));
      await publish(...rounds(before, before + 9));
      await until(
        () => [...one.handled, ...two.handled].filter((fact) => roundOf(fact) >= before).length === 10 * CASES,
      );
      const [ofOne, ofTwo] = [one, two].map(
        ({ handled }) => new Set(handled.filter((fact) => roundOf(fact) >= before).map(({ meta }) => meta.subject)),
      );
      expect([...(ofOne ?? [])].filter((key) => ofTwo?.has(key))).toEqual([]);
      expect(ofTwo?.size).toBeGreaterThan(0);

      await end(two);
      const left = performance.now();
      await publish(...rounds(before + 10, before + 10));
      await until(() => one.handled.filter((fact) => roundOf(fact) === before + 10).length === CASES);
      // Clean leave: nobody waits for a session to run out.
      expect(performance.now() - left).toBeLessThan(SESSION_MS);
      for (let caseNo = 0; caseNo < CASES; caseNo += 1)
        for (const process of [one, two]) {
          const seen = process.roundsOf(caseNo);
          expect(seen).toEqual([...seen].sort((a, b) => a - b));
        }
    });

    it('and tells nothing twice to the next when all was done', async () => {
      const one = begin();
      await publish(...rounds(0, 4));
      await until(() => one.handled.length === 5 * CASES);
      await end(one);
      const two = begin();
      await publish(...rounds(5, 5));
      await until(() => two.handled.length >= CASES);
      expect(two.handled.map(roundOf)).toEqual(Array<number>(CASES).fill(5));
    });

    it('and stays in its group while it works on one fact for longer than a session', async () => {
      let slow = true;
      const one = begin(async () => {
        if (!slow) return;
        slow = false;
        await sleep(SESSION_MS * 2.5);
      });
      await publish(...rounds(0, 999));
      await until(() => one.handled.length >= 1_000 * CASES);
      expect([one.handled.length, one.faults]).toEqual([1_000 * CASES, []]);
    });
  });

  describe('with several reactors', () => {
    const [QUICK, SLOW, NEW] = ['intake: quick', 'intake: slow', 'intake: new'] as const;
    const handle: Handle = async () => undefined;
    const halted: Handle = async () => {
      throw new MessagingUnavailable('the view store', 'it is gone');
    };
    const numberOf = (process: Process, reactor: string) => process.handledBy(reactor).length;

    it('is one group, whose other reactors go on where one stands still, and which makes up for it', async () => {
      let handleSlowly = halted;
      const one = beginAll({ [QUICK]: handle, [SLOW]: (fact) => handleSlowly(fact) });
      await publish(...rounds(0, 9));
      await until(() => numberOf(one, QUICK) === 10 * CASES && one.runners[1]?.status().state === 'halted');
      const admin = kafka.admin();
      const { groups } = await admin.listGroups();
      await admin.disconnect();
      const ours = groups.map(({ groupId }) => groupId).filter((id) => id.startsWith(options.prefix ?? ''));
      expect(ours.filter((id) => !id.includes('reader-'))).toEqual([`${options.prefix}intake: ${TOPIC}`]);
      handleSlowly = handle;
      await publish(...rounds(10, 10));
      await until(() => numberOf(one, SLOW) === 11 * CASES && numberOf(one, QUICK) === 11 * CASES);
      await until(async () => (await Promise.all(one.runners.map((runner) => runner.caughtUp()))).every(Boolean));
    });

    it('goes on with each from its own place, and with a new one from the beginning', async () => {
      const one = beginAll({ [QUICK]: handle, [SLOW]: halted });
      await publish(...rounds(0, 4));
      await until(() => one.runners[0]!.caughtUp());
      expect(await one.runners[1]!.caughtUp()).toBe(false);
      await end(one);

      const two = beginAll({ [QUICK]: handle, [SLOW]: handle, [NEW]: handle });
      await publish(...rounds(5, 5));
      const heardOfRound5 = (name: string) => two.handledBy(name).filter((fact) => roundOf(fact) === 5).length;
      await until(() => [QUICK, SLOW, NEW].every((name) => heardOfRound5(name) === CASES));
      expect([QUICK, SLOW, NEW].map((name) => numberOf(two, name))).toEqual([CASES, 6 * CASES, 6 * CASES]);
      for (const name of [SLOW, NEW])
        for (let caseNo = 0; caseNo < CASES; caseNo += 1) {
          const ofCase = two.handledBy(name).filter(({ meta }) => meta.subject === caseOf(caseNo));
          expect(ofCase.map(roundOf)).toEqual([0, 1, 2, 3, 4, 5]);
        }
    });

    it('keeps the place of one that is not there for a while', async () => {
      const one = beginAll({ [QUICK]: handle, [SLOW]: handle });
      await publish(...rounds(0, 1));
      await until(async () => (await Promise.all(one.runners.map((runner) => runner.caughtUp()))).every(Boolean));
      await end(one);
      const two = beginAll({ [QUICK]: handle });
      await publish(...rounds(2, 3));
      await until(() => two.runner.caughtUp());
      await end(two);
      const three = beginAll({ [QUICK]: handle, [SLOW]: handle });
      await publish(...rounds(4, 4));
      await until(() => numberOf(three, QUICK) === CASES && numberOf(three, SLOW) === 3 * CASES);
    });

    it('goes on while one of them works for longer than the others wait, and leaves nothing out', async () => {
      let busy = true;
      const slow: Handle = async () => {
        if (busy) await sleep(7_000);
        busy = false;
      };
      const one = beginAll({ [QUICK]: handle, [SLOW]: slow });
      await publish(...rounds(0, 999));
      await until(() => numberOf(one, QUICK) === 1_000 * CASES);
      expect(busy).toBe(true);
      await until(() => numberOf(one, SLOW) === 1_000 * CASES);
      expect(one.faults).toEqual([]);
    });
  });

  describe('parks what cannot be handled', () => {
    const failing = new Set<number>();
    const handle = async (fact: Recorded): Promise<void> => {
      if (fact.meta.subject === caseOf(3) && failing.has(roundOf(fact))) throw new Error(`round ${roundOf(fact)}`);
    };
    const parkedOf = async (process: Process) =>
      (await process.messaging.feed(TOPIC, keptCheckpoints()).parking(GROUP).parked()).map(({ fact, cause }) => [
        roundOf(fact),
        cause,
      ]);
    beforeEach(() => {
      failing.clear();
      failing.add(1);
    });

    it('with the later facts of its case behind it, lets other cases go on, and makes up for it in order', async () => {
      const one = begin(handle);
      await publish(...rounds(0, 3));
      await until(() => one.handled.length === 4 * CASES - 3);
      await until(async () => (await parkedOf(one)).length === 3);
      expect(await parkedOf(one)).toEqual([
        [1, 'Error: round 1'],
        [2, 'waiting'],
        [3, 'waiting'],
      ]);
      expect(one.runner.status()).toMatchObject({ state: 'running', parkedCases: 1 });
      expect(await one.runner.redrive()).toBe(0);
      failing.clear();
      expect(await one.runner.redrive(caseOf(3))).toBe(3);
      expect(one.roundsOf(3)).toEqual([0, 1, 2, 3]);
      expect(one.runner.status().parkedCases).toBe(0);
    });

    it('where the process that has the case next finds it, with nothing new to tell', async () => {
      const one = begin(handle);
      await publish(...rounds(0, 2));
      await until(async () => (await parkedOf(one)).length === 2);
      await until(() => one.runner.status().parkedCases === 1);
      await end(one);

      const two = begin(handle);
      await until(() => two.runner.status().parkedCases === 1);
      await publish(...rounds(3, 3));
      await until(async () => (await parkedOf(two)).length === 3);
      failing.clear();
      expect(await two.runner.redrive()).toBe(3);
      expect(two.roundsOf(3)).toEqual([1, 2, 3]);
      await end(two);

      const three = begin(handle);
      await publish(...rounds(4, 4));
      await until(() => three.handled.length === CASES);
      expect([three.roundsOf(3), three.runner.status().parkedCases]).toEqual([[4], 0]);
    });

    it('where a process that has the case again finds it too', async () => {
      const one = begin();
      await publish(...rounds(0, 0));
      await until(() => one.handled.length === CASES);
      const two = begin(async () => {
        throw new Error('never');
      });
      for (let round = 1; two.runner.status().parkedCases === 0; round += 1) await publish(...rounds(round, round));
      await end(two);
      await until(() => one.runner.status().parkedCases > 0);
      const waiting = await parkedOf(one);
      expect(await one.runner.redrive()).toBeGreaterThanOrEqual(waiting.length);
      expect(await parkedOf(one)).toEqual([]);
    });

    it('in a topic that keeps the newest of each fact, and as many partitions', async () => {
      const one = begin(handle);
      await publish(...rounds(0, 2));
      await until(async () => (await parkedOf(one)).length === 2);
      const admin = kafka.admin();
      const name = `${options.prefix ?? ''}${parkedTopicName(TOPIC, GROUP)}`;
      const { topics } = await admin.fetchTopicMetadata({ topics: [name] });
      expect(topics[0]?.partitions).toHaveLength(4);
      const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: [{ type: 2, name }] });
      const policy = resources[0]?.configEntries.find(({ configName }) => configName === 'cleanup.policy');
      expect(policy?.configValue).toBe('compact');
      await admin.disconnect();
    });
  });

  it('tells the newest that it has dealt with, and nothing that it has not', async () => {
    const feed = publisher.feed(TOPIC, keptCheckpoints());
    await publish(...rounds(0, 1));
    expect(await feed.newest(GROUP)).toEqual([]);
    const one = begin();
    await until(async () => feed.caughtUp(GROUP));
    await one.runner.stop();
    const known = (await feed.newest(GROUP)).map(({ meta }) => meta.id);
    expect(known).toHaveLength(rounds(0, 1).length);
    expect((await feed.newest()).map(({ meta }) => meta.id).sort()).toEqual([...known].sort());
  });

  describe('meets records that are not ours', () => {
    const send = async (messages: readonly { key: string | null; value: string | null }[]): Promise<void> => {
      const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
      await producer.connect();
      await producer.send({ topic: `${options.prefix ?? ''}${TOPIC}`, messages: [...messages] });
      await producer.disconnect();
    };

    it('and parks each where its key belongs, while all other cases go on', async () => {
      await publish(...rounds(0, 0));
      await send([
        { key: caseOf(5), value: '{"specversion":' },
        { key: null, value: 'hello' },
        { key: 'stranger', value: null },
      ]);
      const newer = told(6, 1);
      await publish({ ...newer, type: 'review.Unheard.v9', dataschema: 'urn:ekey:schema:review.Unheard.v9' });
      await publish(told(5, 1), told(7, 1));
      const one = begin();
      await until(() => one.roundsOf(7).length === 2 && one.runner.status().parkedCases === 3);
      expect([one.roundsOf(5), one.roundsOf(6)]).toEqual([[0], [0, 1]]);
      const parkedOf5 = () => one.messaging.feed(TOPIC, keptCheckpoints()).parking(GROUP).parked(GROUP, caseOf(5));
      await until(async () => (await parkedOf5()).length === 2);
      const parked = await parkedOf5();
      expect(parked.map(({ cause }) => cause)).toEqual(['a message of no type is not ours: value', 'waiting']);
      expect(await one.runner.redrive()).toBe(0);
      await expect(publisher.read(TOPIC, 0, 100)).rejects.toThrow('is broken');
    });
  });

  describe('that has lost its offsets', () => {
    type Noted = Fact<'Noted', { round: number }>;
    const tally: Decider<Command<'Note', { round: number }>, null, Noted, never> = {
      category: 'intake.Tally',
      initial: null,
      decide: (command) => [{ type: 'Noted', data: command.data }],
      evolve: (state) => state,
    };

    it.each<[string, (groupId: string, topic: string) => Promise<void>]>([
      [
        'because they expired',
        async (groupId) => {
          const admin = kafka.admin();
          await admin.deleteGroups([groupId]);
          await admin.disconnect();
        },
      ],
      [
        'because somebody set them behind the end',
        async (groupId, topic) => {
          const admin = kafka.admin();
          const partitions = [0, 1, 2, 3].map((partition) => ({ partition, offset: '1000000' }));
          await admin.setOffsets({ groupId, topic, partitions });
          await admin.disconnect();
        },
      ],
      [
        'because somebody set them back',
        async (groupId, topic) => {
          const admin = kafka.admin();
          await admin.resetOffsets({ groupId, topic, earliest: true });
          await admin.disconnect();
        },
      ],
    ])('%s is told everything again, and has no second effect', async (_why, lose) => {
      const checkpoints = openSqliteReactorStore(openDatabase(':memory:', REACTORS));
      const store = openSqliteEventStore({ file: ':memory:', owner: 'intake', checkpoints });
      const commands = new CommandRunner(store, {} as PersonalData, Buffer.alloc(32));
      let repeats = 0;
      const note = async (fact: Recorded): Promise<void> => {
        const outcome = await commands.run(
          tally,
          fact.meta.subject ?? '',
          { type: 'Note', data: { round: roundOf(fact) } },
          {
            commandId: derivedId('policy', GROUP, fact.meta.id),
            actor: { kind: 'service', id: GROUP },
            correlationId: fact.meta.correlationId,
            recordedAt: fact.meta.recordedAt,
            sent: {},
          },
        );
        if (outcome.outcome === 'accepted' && outcome.repeated) repeats += 1;
      };
      const one = begin(note);
      await publish(...rounds(0, 4));
      await until(() => one.handled.length === 5 * CASES);
      await end(one);
      await lose(`${options.prefix ?? ''}${sharedGroup(GROUP, TOPIC)}`, `${options.prefix ?? ''}${TOPIC}`);
      const two = begin(note);
      await until(() => two.handled.length === 5 * CASES);
      expect(repeats).toBe(5 * CASES);
      for (let caseNo = 0; caseNo < CASES; caseNo += 1) {
        const facts = await store.read(`intake.Tally-${caseOf(caseNo)}`);
        expect(facts.map(({ data }) => data)).toEqual([0, 1, 2, 3, 4].map((round) => ({ round })));
      }
      await end(two);
      await store.close();
    });
  });

  it('knows how far it has got, in the order of reading', async () => {
    const feed = publisher.feed(TOPIC, keptCheckpoints());
    expect(await feed.position(GROUP)).toBe(0);
    const one = begin();
    await publish(...rounds(0, 4));
    const last = (await publisher.read(TOPIC, 0, 1_000)).at(-1)?.position;
    await until(async () => (await feed.position(GROUP)) === last);
    expect(one.handled).toHaveLength(5 * CASES);
    expect((await feed.at(last ?? 0))?.meta.position).toBe(last);
    expect(await feed.at((last ?? 0) + 1)).toBeUndefined();
  });
});
