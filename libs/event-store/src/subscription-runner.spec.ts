import fc from 'fast-check';
import type { Recorded } from '@ekey/kernel';
import { recorded } from '@ekey/kernel/testing';
import { closeDatabase, openDatabase, type Database } from '@ekey/sqlite';
import { BROKEN_RECORD, type Feed } from './event-store.port';
import type { ReactorStore } from './reactor-store.port';
import { LogFeed, openSqliteReactorStore, REACTOR_TABLES } from './sqlite';
import { SubscriptionRunner, type Reactor, type SubscriptionOptions } from './subscription-runner';

const REACTORS = { mark: 'test', synchronous: 'NORMAL', schema: [REACTOR_TABLES] } as const;
const AT = '2026-03-02T01:00:00.000Z';

/** A log of facts named `<case><number>`: `a1` is the first of case a. */
class Log {
  readonly facts: Recorded[] = [];
  feed: LogFeed;

  constructor(readonly store: ReactorStore) {
    this.feed = new LogFeed('test.log', this, store);
  }

  readAfter(position: number, limit: number): readonly Recorded[] {
    return this.facts.slice(position, position + limit);
  }

  append(...names: readonly string[]): void {
    for (const name of names) {
      const position = this.facts.length + 1;
      const meta = { stream: `test.Case-${name.charAt(0)}`, id: `${name}@${position}`, position };
      this.facts.push(recorded({ type: 'Named', data: { name } }, meta));
    }
    this.feed.wake();
  }
}

const nameOf = (fact: Recorded): string => (fact.data as { name: string }).name;
const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Waits until it is so; a test that waits in vain ends by its own limit. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(2);
}

class Fault extends Error {}

describe('the subscription runner', () => {
  let database: Database;
  let store: ReactorStore;
  let log: Log;
  let runner: SubscriptionRunner;
  let handled: string[];
  /** Facts that fail, and how: by name. */
  let failing: Map<string, Error>;
  let faults: string[];
  const runners: SubscriptionRunner[] = [];

  beforeEach(() => {
    database = openDatabase(':memory:', REACTORS);
    store = openSqliteReactorStore(database);
    log = new Log(store);
    [handled, faults, failing] = [[], [], new Map()];
    runner = start();
  });
  afterEach(async () => {
    await Promise.all(runners.splice(0).map((each) => each.stop()));
    closeDatabase(database);
  });

  const reactor = (given: Partial<Reactor> = {}): Reactor => ({
    name: 'queue',
    handles: (fact) => fact.type === 'Named',
    handle: async (fact) => {
      const error = failing.get(nameOf(fact));
      if (error !== undefined) throw error;
      handled.push(nameOf(fact));
    },
    ...given,
  });
  function start(given: Partial<Reactor> = {}, options: Partial<SubscriptionOptions> = {}, feed: Feed = log.feed) {
    const started = new SubscriptionRunner(feed, reactor(given), store, {
      halts: (error) => error instanceof Fault,
      now: () => AT,
      onFault: (name, cause, fact) => faults.push(`${name} ${fact === undefined ? 'halted' : nameOf(fact)}: ${cause}`),
      backoff: [1, 1],
      ...options,
    });
    started.start();
    runners.push(started);
    return started;
  }
  /** This runner instead of the one that was begun with. */
  async function instead(given: Partial<Reactor> = {}, options: Partial<SubscriptionOptions> = {}, feed?: Feed) {
    await runner.stop();
    runner = start(given, options, feed);
  }
  const parked = async () =>
    [...(await store.parked('queue'))]
      .sort((one, other) => one.fact.meta.position - other.fact.meta.position)
      .map(({ fact, cause, attempts }) => [nameOf(fact), cause, attempts]);
  const dealtWith = (position: number) => until(() => runner.status().position === position);

  describe('gives its reactor', () => {
    it('every fact that it handles, each case in order', async () => {
      await instead({ handles: (fact) => !nameOf(fact).startsWith('x') });
      log.append('a1', 'b1', 'x1', 'a2', 'b2');
      log.append('a3');
      await dealtWith(6);
      expect(handled.filter((name) => name.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
      expect([...handled].sort()).toEqual(['a1', 'a2', 'a3', 'b1', 'b2']);
    });

    it('other cases while one is slow, and the next fact of that one only when it is through', async () => {
      let finish = (): void => undefined;
      const slow = new Promise<void>((resolve) => (finish = resolve));
      await instead({
        handle: async (fact) => {
          if (nameOf(fact) === 'a1') await slow;
          handled.push(nameOf(fact));
        },
      });
      log.append('a1', 'a2', 'b1', 'b2');
      await until(() => handled.length === 2);
      expect(handled).toEqual(['b1', 'b2']);
      finish();
      await dealtWith(4);
      expect(handled).toEqual(['b1', 'b2', 'a1', 'a2']);
    });

    it('no more than 64 cases at once', async () => {
      let [now, most] = [0, 0];
      await instead({
        handle: async () => {
          most = Math.max(most, (now += 1));
          await sleep(1);
          now -= 1;
        },
      });
      log.append(...Array.from({ length: 200 }, (_none, index) => `${String.fromCharCode(0x4e00 + index)}1`));
      await dealtWith(200);
      expect(most).toBe(64);
    });
  });

  describe('moves the checkpoint', () => {
    it('only when everything before it is dealt with', async () => {
      const seen: number[] = [];
      await instead({ handle: async () => void seen.push(await store.checkpoint('queue')) });
      log.append('a1', 'a2', 'b1');
      await dealtWith(3);
      expect(seen).toEqual([0, 0, 0]);
      expect(await store.checkpoint('queue')).toBe(3);
    });

    it('past what it does not handle once in a while and when it stops', async () => {
      await instead({ handles: () => false });
      log.append('a1');
      await dealtWith(1);
      expect(await store.checkpoint('queue')).toBe(0);
      log.append(...Array.from({ length: 1_100 }, () => 'a2'));
      await dealtWith(1_101);
      expect(await store.checkpoint('queue')).toBeGreaterThanOrEqual(1_000);
      await runner.stop();
      expect(await store.checkpoint('queue')).toBe(1_101);
    });

    it('past what it does not handle after a moment at the latest, so that everybody sees that it has caught up', async () => {
      await instead({ handles: () => false });
      log.append('a1');
      await dealtWith(1);
      expect(await runner.caughtUp()).toBe(false);
      await until(() => runner.caughtUp());
      expect(await store.checkpoint('queue')).toBe(1);
    });

    it('so that a new process goes on behind it, and says how far it is', async () => {
      log.append('a1', 'a2');
      await dealtWith(2);
      await instead();
      await dealtWith(2);
      log.append('a3');
      await dealtWith(3);
      expect(handled).toEqual(['a1', 'a2', 'a3']);
    });

    it('where its feed says that there was nothing, however few facts were passed before', async () => {
      const saved: number[] = [];
      const passed = recorded({ type: 'Other', data: {} }, { stream: 'test.Case-a', position: 1 });
      const feed: Feed = {
        name: 'shared.log',
        position: async () => 0,
        caughtUp: async () => false,
        async *batches(_group, signal) {
          yield { facts: [passed], done: async () => void saved.push(1) };
          yield { facts: [], done: async () => void saved.push(2) };
          await new Promise((resolve) => signal.addEventListener('abort', resolve));
        },
      };
      start({}, {}, feed);
      await until(() => saved.length > 0);
      expect(saved).toEqual([2]);
    });
  });

  describe('when a fact cannot be handled', () => {
    it('tries again, and nobody hears of it if that helps', async () => {
      let tries = 0;
      await instead({
        handle: async (fact) => {
          if ((tries += 1) < 3) throw new Error('busy');
          handled.push(nameOf(fact));
        },
      });
      log.append('a1');
      await dealtWith(1);
      expect([handled, tries, faults, await parked()]).toEqual([['a1'], 3, [], []]);
    });

    it('parks it with its cause, lets its case wait and the others go on', async () => {
      failing.set('a2', new TypeError('no such page'));
      log.append('a1', 'a2', 'a3', 'b1');
      log.append('a4', 'b2');
      await dealtWith(6);
      expect([...handled].sort()).toEqual(['a1', 'b1', 'b2']);
      expect(await parked()).toEqual([
        ['a2', 'TypeError: no such page', 3],
        ['a3', 'waiting', 0],
        ['a4', 'waiting', 0],
      ]);
      expect(faults).toEqual(['queue a2: TypeError: no such page']);
      expect(runner.status()).toEqual({ reactor: 'queue', state: 'running', parkedCases: 1, position: 6 });
      expect((await store.parked('queue'))[0]).toMatchObject({ key: 'test.Case-a', parkedAt: AT });
    });

    it('tells its cause without what may belong to a person', async () => {
      failing.set('a1', new Error('550 <zhang.san@example.cn> unknown, call 13800000000'));
      log.append('a1');
      await dealtWith(1);
      expect(await parked()).toEqual([['a1', 'Error: 550 <…> unknown, call …', 3]]);
    });

    it('parks by case where facts of many streams belong to one', async () => {
      failing.set('b1', new Error('no'));
      for (const [name, stream] of [
        ['b1', 'test.Case-1'],
        ['c1', 'test.Other-2'],
      ] as const)
        log.facts.push(
          recorded(
            { type: 'Named', data: { name } },
            { stream, id: name, subject: 'case-7', position: log.facts.length + 1 },
          ),
        );
      log.feed.wake();
      await dealtWith(2);
      expect((await store.parked('queue', 'case-7')).map(({ fact }) => nameOf(fact))).toEqual(['b1', 'c1']);
    });
  });

  describe('when told to try parked facts again', () => {
    beforeEach(async () => {
      failing.set('a1', new Error('no'));
      failing.set('b1', new Error('no'));
      log.append('a1', 'a2', 'b1', 'b2', 'a3', 'c1');
      await dealtWith(6);
      handled.length = 0;
    });

    it('deals with them in order, and their case goes on', async () => {
      failing.delete('a1');
      expect(await runner.redrive('test.Case-a')).toBe(3);
      expect(handled).toEqual(['a1', 'a2', 'a3']);
      expect(runner.status().parkedCases).toBe(1);
      log.append('a4', 'b3');
      await dealtWith(8);
      expect(handled).toEqual(['a1', 'a2', 'a3', 'a4']);
      expect(await parked()).toHaveLength(3);
    });

    it('leaves in its place what fails again, and what waits behind it', async () => {
      failing.delete('a1');
      failing.set('a2', new Error('not yet'));
      expect(await runner.redrive()).toBe(1);
      expect(await parked()).toEqual([
        ['a2', 'Error: not yet', 1],
        ['b1', 'Error: no', 4],
        ['b2', 'waiting', 0],
        ['a3', 'waiting', 0],
      ]);
      failing.clear();
      expect(await runner.redrive()).toBe(4);
      expect(handled.filter((name) => name.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
      expect(runner.status().parkedCases).toBe(0);
      expect(await runner.redrive()).toBe(0);
    });

    it('does each once, although asked twice at the same time', async () => {
      failing.clear();
      expect(await Promise.all([runner.redrive(), runner.redrive('test.Case-a')])).toEqual([5, 0]);
      expect([...handled].sort()).toEqual(['a1', 'a2', 'a3', 'b1', 'b2']);
    });

    it('lets new facts of the case wait until it is through, and then go on in order', async () => {
      failing.clear();
      let finish = (): void => undefined;
      const slow = new Promise<void>((resolve) => (finish = resolve));
      await instead({
        handle: async (fact) => {
          if (nameOf(fact) === 'a1') await slow;
          handled.push(nameOf(fact));
        },
      });
      const redriven = runner.redrive('test.Case-a');
      await sleep(5);
      log.append('a4');
      await sleep(5);
      finish();
      expect(await redriven).toBe(3);
      log.append('a5');
      await dealtWith(8);
      expect(handled).toEqual(['a1', 'a2', 'a3', 'a4', 'a5']);
      expect(await store.parked('queue', 'test.Case-a')).toEqual([]);
    });

    it('throws what concerns the reactor as a whole, and parks nothing anew', async () => {
      const before = await parked();
      failing.set('a1', new Fault('no keys'));
      failing.set('b1', new Fault('no keys'));
      await expect(runner.redrive()).rejects.toThrow('no keys');
      expect(await parked()).toEqual(before);
    });

    it('does so by itself from time to time', async () => {
      await instead({}, { redriveEvery: 5 });
      failing.clear();
      await until(async () => (await parked()).length === 0);
      expect(runner.status().parkedCases).toBe(0);
      log.append('a4');
      await dealtWith(7);
      expect(handled.filter((name) => name.startsWith('a'))).toEqual(['a1', 'a2', 'a3', 'a4']);
    });

    it('goes on with a case that another process has dealt with', async () => {
      for (const { fact } of await store.parked('queue', 'test.Case-a')) await store.unpark('queue', fact.meta.id);
      log.append('a4');
      await dealtWith(7);
      expect(handled).toEqual(['a4']);
      expect(runner.status().parkedCases).toBe(1);
    });
  });

  describe('when a fault concerns the reactor as a whole', () => {
    it('stops there, parks nothing, and goes on once it is over', async () => {
      failing.set('a2', new Fault('no keys'));
      log.append('a1', 'a2', 'a3', 'b1');
      await until(() => runner.status().state === 'halted');
      expect(runner.status()).toMatchObject({ cause: 'Error: no keys', parkedCases: 0, position: 0 });
      await until(() => faults.length > 1);
      expect(faults[0]).toBe('queue halted: Error: no keys');
      expect([await parked(), await store.checkpoint('queue')]).toEqual([[], 0]);
      failing.clear();
      await dealtWith(4);
      expect(runner.status().state).toBe('running');
      expect(handled.filter((name) => name.startsWith('a')).slice(-3)).toEqual(['a1', 'a2', 'a3']);
    });

    it('takes a checkpoint that cannot be saved for one, and does not skip what it stood for', async () => {
      const save = store.saveCheckpoint.bind(store);
      store.saveCheckpoint = async () => Promise.reject(new Error('disk is full'));
      log.append('a1');
      await until(() => runner.status().state === 'halted');
      expect(runner.status().cause).toBe('Error: disk is full');
      let saved = 0;
      store.saveCheckpoint = async (reactor, position) => {
        await save(reactor, position);
        saved = position;
      };
      await until(() => saved === 1);
      expect(runner.status().state).toBe('running');
    });

    it('waits longer and longer where the checkpoint still cannot be saved', async () => {
      let tried = 0;
      store.saveCheckpoint = async () => {
        tried += 1;
        throw new Error('disk is full');
      };
      log.append('a1');
      await until(() => tried === 3);
      const since = performance.now();
      await until(() => tried === 4);
      expect(performance.now() - since).toBeGreaterThan(350);
    });

    it('is running again, once it can read, also where nothing new has happened', async () => {
      const read = log.readAfter.bind(log);
      log.readAfter = () => {
        throw new Error('unreadable');
      };
      log.append('a1');
      await until(() => runner.status().state === 'halted');
      log.facts.length = 0;
      log.readAfter = read;
      await until(() => runner.status().state === 'running');
    });

    it('halts on what concerns the reactor as a whole when many facts are tried at once, and tries none of them alone', async () => {
      let alone = 0;
      await instead({
        handleAll: async () => {
          throw new Fault('away');
        },
        handle: async () => void (alone += 1),
      });
      log.append('a1', 'b1');
      await until(() => runner.status().state === 'halted');
      expect([alone, await parked()]).toEqual([0, []]);
    });

    it.each<[string, Partial<SubscriptionOptions>, boolean]>([
      ['has dealt with what it had in hand', {}, true],
      ['has got what it had in hand, for all that is known', { comesAgainWithin: 20 }, false],
    ])('is running again where another process %s', async (_which, more, isCaughtUp) => {
      let deliveries = 0;
      const shared: Feed = {
        name: 'shared',
        position: async () => 0,
        caughtUp: async () => isCaughtUp,
        async *batches(_group, signal) {
          deliveries += 1;
          if (deliveries === 1) yield { facts: log.facts, done: async () => undefined };
          await new Promise((resolve) => signal.addEventListener('abort', resolve));
        },
      };
      const handle = async (): Promise<void> => {
        throw new Fault('away');
      };
      log.append('a1');
      await instead({ handle }, more, shared);
      await until(() => runner.status().state === 'halted');
      await until(() => runner.status().state === 'running');
      expect([deliveries, runner.status().cause]).toEqual([2, undefined]);
    });

    it('takes a feed that ends for one, instead of asking it without a pause', async () => {
      let asked = 0;
      const ending: Feed = {
        name: 'short',
        position: async () => 0,
        caughtUp: async () => false,
        async *batches() {
          asked += 1;
        },
      };
      await instead({}, {}, ending);
      await sleep(50);
      expect(asked).toBeLessThan(3);
      expect(runner.status()).toMatchObject({ state: 'halted', cause: 'Error: short has ended' });
    });
  });

  describe('when it is stopped', () => {
    it('lets the facts in hand be finished, leaves the rest, and a new process begins with it', async () => {
      let finish = (): void => undefined;
      const slow = new Promise<void>((resolve) => (finish = resolve));
      await instead({
        handle: async (fact) => {
          if (nameOf(fact) === 'a1') await slow;
          handled.push(nameOf(fact));
        },
      });
      log.append('a1', 'a2');
      await sleep(5);
      const stopped = runner.stop();
      expect(runner.status().state).toBe('stopped');
      finish();
      await stopped;
      expect([handled, await store.checkpoint('queue')]).toEqual([['a1'], 0]);
      runner = start();
      await dealtWith(2);
      expect(handled).toEqual(['a1', 'a1', 'a2']);
    });

    it('parks nothing of what fails because of that', async () => {
      failing.set('a1', new Error('the store is closed'));
      await instead({}, { backoff: [10_000, 10_000] });
      log.append('a1', 'a2');
      await sleep(5);
      await runner.stop();
      expect([await parked(), faults, handled]).toEqual([[], [], []]);
    });

    it('is done with trying parked facts again, too', async () => {
      failing.set('a1', new Error('no'));
      log.append('a1', 'a2');
      await dealtWith(2);
      let finish = (): void => undefined;
      const slow = new Promise<void>((resolve) => (finish = resolve));
      await instead({
        handle: async (fact) => {
          await slow;
          handled.push(nameOf(fact));
        },
      });
      const redriven = runner.redrive();
      await sleep(5);
      const stopped = runner.stop();
      finish();
      await stopped;
      expect([await redriven, handled]).toEqual([1, ['a1']]);
      expect(await parked()).toEqual([['a2', 'waiting', 0]]);
    });
  });

  describe('when a record is broken', () => {
    const breakRecord = (index: number): void => {
      const { meta } = log.facts[index] as Recorded;
      log.facts[index] = recorded(
        { type: BROKEN_RECORD, data: { cause: 'its checksum is wrong', name: '?' } },
        { ...meta, id: 'b' },
      );
    };

    it('parks its case with that cause, without asking the reactor, and others go on', async () => {
      await runner.stop();
      log.append('a1', 'a2', 'a3', 'b1');
      breakRecord(1);
      runner = start({ handles: (fact) => fact.type === 'Named' });
      await dealtWith(4);
      expect([...handled].sort()).toEqual(['a1', 'b1']);
      expect(await parked()).toEqual([
        ['?', 'its checksum is wrong', 1],
        ['a3', 'waiting', 0],
      ]);
      expect(faults).toEqual(['queue ?: its checksum is wrong']);
    });

    it('reads it again when told to try, and goes on once the file is mended', async () => {
      await runner.stop();
      log.append('a1', 'a2', 'a3');
      const [, sound] = log.facts;
      breakRecord(1);
      runner = start();
      await dealtWith(3);
      expect(await runner.redrive()).toBe(0);
      expect(await parked()).toEqual([
        ['?', 'its checksum is wrong', 2],
        ['a3', 'waiting', 0],
      ]);
      log.facts[1] = sound as Recorded;
      expect(await runner.redrive()).toBe(2);
      expect(handled).toEqual(['a1', 'a2', 'a3']);
    });

    it('lets go of it where, mended, it does not concern the reactor', async () => {
      await runner.stop();
      log.append('a1');
      const [sound] = log.facts;
      breakRecord(0);
      runner = start({ handles: () => false });
      await dealtWith(1);
      log.facts[0] = sound as Recorded;
      expect(await runner.redrive()).toBe(1);
      expect([handled, await parked()]).toEqual([[], []]);
    });
  });

  describe('for a reactor that can deal with many at once', () => {
    let batches: string[][];
    const many: Partial<Reactor> = {
      handleAll: async (facts) => {
        for (const fact of facts) if (failing.has(nameOf(fact))) throw new Error('rolled back');
        batches.push(facts.map(nameOf));
      },
    };
    beforeEach(async () => {
      batches = [];
      await instead(many);
    });

    it('gives it whole batches', async () => {
      log.append('a1', 'b1', 'a2');
      await dealtWith(3);
      expect([batches, handled]).toEqual([[['a1', 'b1', 'a2']], []]);
    });

    it('gives them one by one where that fails, and parks only what cannot be handled alone', async () => {
      failing.set('a1', new Error('no'));
      log.append('a1', 'b1', 'a2');
      await dealtWith(3);
      expect([batches, handled]).toEqual([[], ['b1']]);
      expect(await parked()).toEqual([
        ['a1', 'Error: no', 3],
        ['a2', 'waiting', 0],
      ]);
      log.append('b2', 'c1');
      await dealtWith(5);
      expect(batches).toEqual([['b2', 'c1']]);
      log.append('b3', 'a3');
      await dealtWith(7);
      expect(batches).toEqual([['b2', 'c1']]);
      expect(handled).toEqual(['b1', 'b3']);
    });

    it('halts on a fault of the reactor as a whole', async () => {
      failing.set('a1', new Fault('no keys'));
      log.append('a1');
      await until(() => runner.status().state === 'halted');
      expect(await parked()).toEqual([]);
    });
  });

  describe('killed', () => {
    it('after parking and before the checkpoint, parks nothing twice and keeps the cause', async () => {
      failing.set('a2', new Error('no'));
      log.append('a1', 'a2', 'a3', 'b1');
      await dealtWith(4);
      const before = await parked();
      await runner.stop();
      await store.saveCheckpoint('queue', 0);
      handled.length = 0;
      runner = start();
      log.append('a4');
      await dealtWith(5);
      expect(await parked()).toEqual([...before, ['a4', 'waiting', 0]]);
      expect(handled).toEqual(['b1']);
      failing.clear();
      expect(await runner.redrive()).toBe(3);
      expect(handled).toEqual(['b1', 'a2', 'a3', 'a4']);
    });

    it('anywhere, deals in the end with every fact, each case in order', async () => {
      const plan = fc.record({
        names: fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 12 }),
        failures: fc.array(fc.nat({ max: 11 }), { maxLength: 3 }),
        crashes: fc.array(fc.nat({ max: 12 }), { maxLength: 4 }),
      });
      await runner.stop();
      await fc.assert(
        fc.asyncProperty(plan, async ({ names, failures, crashes }) => {
          const world = openDatabase(':memory:', REACTORS);
          await survive(openSqliteReactorStore(world), names, new Set(failures), crashes);
          closeDatabase(world);
        }),
        { numRuns: 30 },
      );
    });

    /** Runs over the facts, dying before the nth write of the reactor store each time, and then once to the end. */
    async function survive(
      kept: ReactorStore,
      cases: readonly string[],
      bad: ReadonlySet<number>,
      crashes: readonly number[],
    ) {
      const facts = cases.map((name, index) => `${name}${index}`);
      const done: string[] = [];
      for (const crash of [...crashes, Number.POSITIVE_INFINITY]) {
        const isLast = crash === Number.POSITIVE_INFINITY;
        let writes = 0;
        const died = new AbortController();
        const dying = new Proxy(kept, {
          get: (target, name: keyof ReactorStore) => {
            const method = target[name]?.bind(target) as (...given: unknown[]) => Promise<unknown>;
            if (!['park', 'unpark', 'saveCheckpoint'].includes(name)) return method;
            return async (...given: unknown[]) => {
              if ((writes += 1) > crash) died.abort();
              if (died.signal.aborted) throw new Fault('killed');
              return method(...given);
            };
          },
        });
        const mortal = new Log(dying);
        const running = new SubscriptionRunner(
          mortal.feed,
          reactor({
            handle: async (fact) => {
              if (died.signal.aborted) throw new Fault('killed');
              if (!isLast && bad.has(fact.meta.position - 1)) throw new Error('no');
              done.push(nameOf(fact));
            },
          }),
          dying,
          { halts: (error) => error instanceof Fault, now: () => AT, onFault: () => died.abort(), backoff: [] },
        );
        mortal.append(...facts);
        running.start();
        await until(() => died.signal.aborted || running.status().position === facts.length);
        if (isLast) await running.redrive();
        await running.stop();
      }
      expect(await kept.parked()).toEqual([]);
      for (const name of new Set(cases)) {
        const firsts = [...new Set(done)].filter((fact) => fact.startsWith(name));
        expect(firsts).toEqual(facts.filter((fact) => fact.startsWith(name)));
      }
    }
  });

  describe('of a feed that several processes read as one group', () => {
    /** Gives the batches it is told to, and keeps what was parked where the other process sees it too. */
    class SharedFeed implements Feed {
      readonly name = 'shared.log';
      readonly done: number[] = [];
      open = true;

      constructor(
        private readonly kept: ReactorStore,
        private readonly given: readonly { readonly names: readonly string[]; readonly recall?: boolean }[],
      ) {}

      parking = (): ReactorStore => this.kept;
      position = async (): Promise<number> => 0;
      caughtUp = async (): Promise<boolean> => false;

      async *batches(_group: string, signal: AbortSignal) {
        let position = 0;
        for (const { names, ...rest } of this.given) {
          const facts = names.map((name) =>
            recorded(
              { type: 'Named', data: { name } },
              { stream: `test.Case-${name.charAt(0)}`, id: name, position: (position += 1) },
            ),
          );
          const last = position;
          yield { facts, ...rest, done: async () => void (this.open && this.done.push(last)) };
        }
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        this.open = false;
      }
    }
    let elsewhere: Database;
    let shared: ReactorStore;
    beforeEach(() => {
      elsewhere = openDatabase(':memory:', REACTORS);
      shared = openSqliteReactorStore(elsewhere);
    });
    afterEach(() => closeDatabase(elsewhere));

    it('parks where the feed keeps it', async () => {
      failing.set('a1', new Error('no'));
      await instead({}, {}, new SharedFeed(shared, [{ names: ['a1', 'a2', 'b1'] }]));
      await dealtWith(3);
      expect(handled).toEqual(['b1']);
      expect(await parked()).toEqual([]);
      expect((await shared.parked()).map(({ fact }) => nameOf(fact))).toEqual(['a1', 'a2']);
      expect((await runner.parked()).map(({ fact }) => nameOf(fact))).toEqual(['a1', 'a2']);
    });

    it('learns what another process has parked of the cases that come to it, before their next fact', async () => {
      const feed = new SharedFeed(shared, [{ names: ['b1'] }, { names: ['a2', 'b2'], recall: true }]);
      const a1 = recorded({ type: 'Named', data: { name: 'a1' } }, { stream: 'test.Case-a', id: 'a1', position: 0 });
      await instead(
        {
          handle: async (fact) => {
            handled.push(nameOf(fact));
            if (nameOf(fact) !== 'b1') return;
            await shared.park({ reactor: 'queue', key: 'test.Case-a', fact: a1, cause: '', attempts: 1, parkedAt: AT });
          },
        },
        {},
        feed,
      );
      await dealtWith(3);
      expect(handled).toEqual(['b1', 'b2']);
      expect(await runner.redrive()).toBe(2);
      expect(handled).toEqual(['b1', 'b2', 'a1', 'a2']);
    });

    it('holds a case back for what another process has parked of it while it made up for what it knew', async () => {
      const gate = new AbortController();
      const feed = new SharedFeed(shared, [{ names: ['a1'] }]);
      const handle = async (fact: Recorded): Promise<void> => {
        if (nameOf(fact) === 'a1' && failing.has('a1')) throw new Error('not yet');
        if (nameOf(fact) === 'a1') await until(() => gate.signal.aborted);
        handled.push(nameOf(fact));
      };
      failing.set('a1', new Error('not yet'));
      await instead({ handle }, {}, feed);
      await until(() => runner.status().parkedCases === 1);
      failing.clear();
      const redriven = runner.redrive();
      await sleep(5);
      const a2 = recorded({ type: 'Named', data: { name: 'a2' } }, { stream: 'test.Case-a', id: 'a2', position: 2 });
      await shared.park({ reactor: 'queue', key: 'test.Case-a', fact: a2, cause: '', attempts: 1, parkedAt: AT });
      gate.abort();
      expect(await redriven).toBe(1);
      expect(runner.status().parkedCases).toBe(1);
      expect(await runner.redrive()).toBe(1);
      expect([handled, runner.status().parkedCases]).toEqual([['a1', 'a2'], 0]);
    });

    it('saves how far it has passed before it leaves the group', async () => {
      const feed = new SharedFeed(shared, [{ names: ['x1', 'x2'] }]);
      await instead({ handles: () => false }, {}, feed);
      await dealtWith(2);
      await runner.stop();
      expect(feed.done).toEqual([2]);
    });
  });
});
