import { appendOf, MemoryCheckpoints, foreignRecord, Reader, until } from '../../test/kurrent-double/given';
import { KurrentDouble } from '../../test/kurrent-double/kurrent-double';
import type { KurrentEventStoreOptions } from './kurrent-settings';
import { openKurrentEventStore, type KurrentEventStore } from './kurrent.event-store';

const STREAM = 'intake.KeyApplication-1';
/** As many records as the server looks at before it says how far it has got, and the one before. */
const A_PAGE = 33;

describe('the facts of a service, from a log that it shares', () => {
  let double: KurrentDouble;
  let store: KurrentEventStore;
  let checkpoints: MemoryCheckpoints;
  let faults: string[];
  const opened: KurrentEventStore[] = [];
  const readers: Reader[] = [];

  const open = (options: Partial<KurrentEventStoreOptions> = {}): KurrentEventStore => {
    const one = openKurrentEventStore({
      url: `kurrentdb://${double.address}?tls=false`,
      owner: 'intake',
      checkpoints,
      backOff: { shortest: 5, longest: 20 },
      checkpointInterval: 32,
      onFault: (subject, cause) => faults.push(`${subject}: ${cause}`),
      ...options,
    });
    opened.push(one);
    return one;
  };
  const read = (from = store, group = 'queue'): Reader => {
    const reader = new Reader(from, group);
    readers.push(reader);
    return reader;
  };
  const others = (count: number, stream = 'review.Review-1'): void => {
    const first = double.log.records.length;
    for (let index = 0; index < count; index += 1)
      double.log.append(stream, 'any', [foreignRecord(`${first + index}`)]);
  };
  /** Half a second without another record on its way. */
  const untilNothingMoves = async (): Promise<void> => {
    for (let before = -1; before !== double.delivered;) {
      before = double.delivered;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  };
  const placeOf = (index: number): number => double.log.records.at(index)?.position ?? 0;
  const end = (): number => placeOf(-1);

  beforeEach(async () => {
    [checkpoints, faults] = [new MemoryCheckpoints(), []];
    double = new KurrentDouble();
    await double.start();
    store = open();
  });
  afterEach(async () => {
    await Promise.all(readers.splice(0).map((reader) => reader.stop()));
    await Promise.all(opened.splice(0).map((each) => each.close()));
    double.stop();
  });

  describe('a connection that breaks', () => {
    it('is taken up behind the last fact delivered, none twice and none left out', async () => {
      const reader = read();
      for (const [index, type] of ['a', 'b', 'c', 'd'].entries()) {
        await store.append(appendOf(STREAM, [type], index - 1));
        await until(() => reader.types.includes(type));
        double.dropConnections();
        await until(() => faults.length > index);
      }
      await store.append(appendOf(STREAM, ['e'], 3));
      await until(() => reader.types.includes('e'));
      expect(reader.types).toEqual(['a', 'b', 'c', 'd', 'e']);
      expect(faults[0]).toMatch(/^queue: /);
      expect(store.feed.interrupted.size).toBe(0);
    });

    it('by a server that goes down is tried again until that is back', async () => {
      await store.append(appendOf(STREAM, ['a']));
      const reader = read();
      await until(() => reader.types.length === 1);
      double.stop();
      await until(() => faults.length >= 4);
      expect(store.feed.interrupted.get('queue')).toContain(`${double.address} cannot be reached`);
      await double.start();
      await open().append(appendOf(STREAM, ['b'], 0));
      await until(() => reader.types.length === 2);
      expect(reader.types).toEqual(['a', 'b']);
    });

    it('that is never confirmed is given up and begun again', async () => {
      const letGo = double.hold();
      const reader = read(open({ deadlines: { silence: 50 } }));
      await until(() => faults.length >= 2);
      expect(faults[0]).toContain('gave no answer within 50 ms');
      letGo();
      await store.append(appendOf(STREAM, ['a']));
      await until(() => reader.types.length === 1);
    });

    it('ends the waiting of nobody who was told to stop meanwhile', async () => {
      double.stop();
      const reader = read(open({ backOff: { shortest: 60_000, longest: 60_000 } }));
      await until(() => faults.length > 0);
      await reader.stop();
      expect(reader.fault).toBeUndefined();
    });
  });

  describe('records of others', () => {
    it('move the checkpoint although nothing is for the reader', async () => {
      others(200);
      read();
      await until(() => (checkpoints.saved.get('queue') ?? 0) >= placeOf(200 - A_PAGE));
      others(320);
      const last = end();
      // It follows at a distance: of what has just been written nobody can tell whether the server has seen it.
      await until(() => {
        others(32);
        return (checkpoints.saved.get('queue') ?? 0) >= last;
      });
      expect(await store.head()).toBe(0);
    });

    it('however many come before a fact, keep it from nobody', async () => {
      others(1_100);
      await store.append(appendOf(STREAM, ['a']));
      const readers = [read(), read(open({ checkpointInterval: 1_024 }), 'hall')];
      await until(() => readers.every(({ types }) => types.length === 1));
      expect(faults).toEqual([]);
    });

    it('are not looked through again by the next process', async () => {
      await store.append(appendOf(STREAM, ['a']));
      others(100);
      const first = read();
      await until(() => (checkpoints.saved.get('queue') ?? 0) >= placeOf(100 - A_PAGE));
      await first.stop();
      await store.append(appendOf(STREAM, ['b'], 0));
      const later = read(open());
      await until(() => later.types.length > 0);
      expect(later.types).toEqual(['b']);
    });

    it('never move it past facts that are not dealt with yet', async () => {
      await store.append(appendOf(STREAM, ['a']));
      others(100);
      await store.append(appendOf('intake.KeyApplication-2', ['b']));
      const stop = new AbortController();
      for await (const { facts } of store.feed.batches('slow', stop.signal)) {
        if (facts.some(({ type }) => type === 'b')) stop.abort();
      }
      expect(checkpoints.saved.get('slow')).toBeUndefined();
    });

    it('let no fact be passed by that is appended while the server says how far it has looked', async () => {
      await store.append(appendOf(STREAM, ['a']));
      others(40);
      double.beforeNewest = async () => {
        double.beforeNewest = async () => undefined;
        await store.append(appendOf('intake.KeyApplication-2', ['b']));
      };
      const stop = new AbortController();
      const delivered: string[] = [];
      for await (const { facts, done } of store.feed.batches('queue', stop.signal)) {
        delivered.push(...facts.map(({ type }) => type));
        if (delivered.includes('b')) stop.abort();
        else await done();
      }
      expect(delivered).toEqual(['a', 'b']);
      expect(checkpoints.saved.get('queue')).toBeLessThan(end());
    });

    it('that the server delivers all the same are told and left out', async () => {
      double.filters = false;
      others(2);
      others(1, '$settings');
      await store.append(appendOf(STREAM, ['ours']));
      const reader = read();
      await until(() => reader.types.length > 0);
      expect(reader.types).toEqual(['ours']);
      expect(faults).toEqual([
        'intake.log: the server delivered review.Review-1, which nobody asked for',
        'intake.log: the server delivered review.Review-1, which nobody asked for',
        'intake.log: the server delivered $settings, which nobody asked for',
      ]);
    });
  });

  it('delivers a broken record as what it is, in its place, and goes on', async () => {
    await store.append(appendOf(STREAM, ['a', 'b', 'c']));
    double.log.damage(double.log.records[1]?.position ?? 0, { data: Buffer.from('{"remark":') });
    double.log.append('intake.KeyApplication-2', 'no stream', [foreignRecord('1')]);
    const reader = read();
    await until(() => reader.types.length === 4);
    expect(reader.types).toEqual(['a', '$broken-record', 'c', '$broken-record']);
    const facts = reader.batches.flatMap((batch) => batch.facts);
    expect(facts[1]).toMatchObject({ meta: { stream: STREAM, revision: 1 } });
    expect(facts[3]).toMatchObject({ meta: { stream: 'intake.KeyApplication-2', revision: 0 } });
  });

  it('lets the server wait for a reader that is slow, and piles up nothing', async () => {
    const text = 'x'.repeat(10_000);
    for (let index = 0; index < 400; index += 40) {
      const streams = Array.from({ length: 40 }, (_none, each) => `intake.KeyApplication-${index + each}`);
      await Promise.all(streams.map((stream) => store.append(appendOf(stream, ['large'], undefined, { text }))));
    }
    const stop = new AbortController();
    let count = 0;
    for await (const { facts } of store.feed.batches('slow', stop.signal)) {
      if (count === 0) {
        await untilNothingMoves();
        expect(double.delivered).toBeLessThan(300);
      }
      count += facts.length;
      if (count === 400) stop.abort();
    }
    expect(count).toBe(400);
  });

  it('refuses a reader who remembers more than there is: the log was set back without him', async () => {
    await store.append(appendOf(STREAM, ['a']));
    checkpoints.saved.set('queue', end() + 1);
    const reader = read();
    await until(() => reader.fault !== undefined);
    expect(String(reader.fault)).toContain(`was read up to ${end() + 1} and ends at ${end()}: restore both together`);
  });
});
