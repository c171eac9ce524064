import { derivedId } from './derived-id';
import {
  ForeignStream,
  NO_STREAM,
  WrongExpectedRevision,
  type Append,
  type Batch,
  type EventStore,
  type StoredFact,
} from './event-store.port';

export interface EventStoreUnderTest {
  /** Opens the store of a service; the same one again as long as it is not closed. */
  readonly open: (owner: string) => Promise<EventStore>;
  /** Closes a store and opens it as a new process would; where nothing outlives the process, gives back the same. */
  readonly reopen: (store: EventStore) => Promise<EventStore>;
  readonly dispose: () => Promise<void>;
}

/** What every event store must do: no more than SQLite and a server with one log for all services both can. */
export function describeEventStoreContract(name: string, make: () => Promise<EventStoreUnderTest>): void {
  describe(`event store (${name})`, () => {
    let under: EventStoreUnderTest;
    let store: EventStore;
    beforeEach(async () => {
      under = await make();
      store = await under.open('intake');
    });
    afterEach(() => under.dispose());

    describe('a stream', () => {
      it('is nothing at first', async () => {
        expect(await store.read(stream(1))).toEqual([]);
        expect(await store.head()).toBe(0);
      });

      it('gives back its facts in order, each with its whole envelope', async () => {
        const first = appendOf(stream(1), NO_STREAM, ['Started', 'Saved']);
        const second = appendOf(stream(1), 1, ['Saved'], {
          actor: { kind: 'machine', id: 'line-1', role: 'SPP', operator: '王' },
          causationId: derivedId('message'),
        });
        await store.append(first);
        await store.append(second);
        const facts = await (await under.reopen(store)).read(stream(1));
        expect(facts.map(withoutPosition)).toEqual([expected(first, 0), expected(first, 1), expected(second, 0)]);
      });

      it('is read from any revision on', async () => {
        await store.append(appendOf(stream(1), NO_STREAM, ['a', 'b', 'c']));
        expect(typesOf(await store.read(stream(1), 1))).toEqual(['b', 'c']);
        expect(typesOf(await store.read(stream(1), 3))).toEqual([]);
      });

      it('may have any id and hold any JSON', async () => {
        const hostile = 'intake.KeyApplication-../%00\u0000\n\u{1F511}\'"; DROP TABLE facts';
        const data = JSON.parse(
          '{"__proto__":{"a":1},"text":"备注\\u0000\\ud800\\u202e","deep":[[[{}]]],"n":[0.1,1e300,-5,null,true]}',
        ) as object;
        await store.append(appendOf(hostile, NO_STREAM, ['Saved'], { data }));
        const [fact] = await (await under.reopen(store)).read(hostile);
        expect(JSON.stringify(fact?.data)).toBe(JSON.stringify(data));
        expect(await store.read('intake.KeyApplication-..').catch(() => [])).toEqual([]);
      });

      it('holds facts of a megabyte', async () => {
        // What is stored beside them counts too where a server takes a mebibyte at a time.
        const data = { text: '核'.repeat(333_000) };
        await store.append(appendOf(stream(1), NO_STREAM, ['Saved'], { data }));
        expect((await store.read(stream(1)))[0]?.data).toEqual(data);
      });
    });

    describe('an append', () => {
      it.each([
        ['behind the stream', 0],
        ['before the stream', 2],
        ['as if there were none', NO_STREAM],
      ])('that expects a revision %s is refused, and nothing of it is stored', async (_where, revision) => {
        await store.append(appendOf(stream(1), NO_STREAM, ['a', 'b']));
        await expect(store.append(appendOf(stream(1), revision, ['x', 'y'], { command: 'late' }))).rejects.toThrow(
          WrongExpectedRevision,
        );
        expect(typesOf(await store.read(stream(1)))).toEqual(['a', 'b']);
      });

      it('that expects a stream where there is none is refused', async () => {
        await expect(store.append(appendOf(stream(1), 0, ['a']))).rejects.toThrow(WrongExpectedRevision);
        expect(await store.read(stream(1))).toEqual([]);
      });

      it.each([NO_STREAM, 0])('is won by exactly one of many that expect revision %d at once', async (revision) => {
        if (revision === 0) await store.append(appendOf(stream(1), NO_STREAM, ['first']));
        const rivals = Array.from({ length: 20 }, (_none, index) => `rival ${index}`);
        const results = await Promise.allSettled(
          rivals.map((rival) => store.append(appendOf(stream(1), revision, [rival, rival], { command: rival }))),
        );
        const winners = rivals.filter((_rival, index) => results[index]?.status === 'fulfilled');
        expect(winners).toHaveLength(1);
        expect(typesOf(await store.read(stream(1), revision + 1))).toEqual([winners[0], winners[0]]);
        for (const result of results)
          if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(WrongExpectedRevision);
      });

      it('is stored whole or not at all', async () => {
        const append = appendOf(stream(1), NO_STREAM, ['a', 'b']);
        const facts = [append.facts[0], { type: 'b', schemaVersion: 1, data: { unstorable: 1n } }] as Append['facts'];
        await expect(store.append({ ...append, facts })).rejects.toThrow();
        await expect(store.append({ ...append, ids: append.ids.slice(0, 1) })).rejects.toThrow();
        await expect(store.append({ ...append, facts: [] })).rejects.toThrow();
        expect(await store.read(stream(1))).toEqual([]);
        expect(await store.readAll(0, 10)).toEqual([]);
        await store.append(append);
        expect(typesOf(await store.read(stream(1)))).toEqual(['a', 'b']);
      });

      it('made twice is stored once', async () => {
        const append = appendOf(stream(1), NO_STREAM, ['a', 'b']);
        await store.append(append);
        await store.append(append).catch((error: unknown) => expect(error).toBeInstanceOf(WrongExpectedRevision));
        expect(typesOf(await store.read(stream(1)))).toEqual(['a', 'b']);
      });

      it('to one stream does not wait for, or disturb, those to others', async () => {
        const streams = Array.from({ length: 50 }, (_none, index) => stream(index));
        const refused = store.append(appendOf(stream(7), 5, ['x']));
        const accepted = streams.map((each) => store.append(appendOf(each, NO_STREAM, ['a', 'b'])));
        await expect(refused).rejects.toThrow(WrongExpectedRevision);
        await Promise.all(accepted);
        for (const each of streams) expect(typesOf(await store.read(each))).toEqual(['a', 'b']);
      });
    });

    describe('the whole log', () => {
      it('grows in position, over all streams and after a restart, up to the head', async () => {
        await store.append(appendOf(stream(1), NO_STREAM, ['a', 'b']));
        await store.append(appendOf(stream(2), NO_STREAM, ['c']));
        const later = await under.reopen(store);
        await later.append(appendOf(stream(1), 1, ['d']));
        const facts = await later.readAll(0, 100);
        const positions = facts.map((fact) => fact.meta.position);
        expect(typesOf(facts)).toEqual(['a', 'b', 'c', 'd']);
        expect(positions).toEqual([...positions].sort((one, other) => one - other));
        expect(new Set(positions).size).toBe(4);
        expect(positions[0]).toBeGreaterThan(0);
        expect(await later.head()).toBe(positions[3]);
      });

      it('is read page by page, without a gap or a repeat', async () => {
        const all = Array.from({ length: 25 }, (_none, index) => `fact ${index}`);
        for (const [index, type] of all.entries())
          await store.append(appendOf(stream(index % 3), Math.floor(index / 3) - 1, [type]));
        const read: StoredFact[] = [];
        for (let page = await store.readAll(0, 10); page.length > 0;) {
          expect(page.length).toBeLessThanOrEqual(10);
          read.push(...page);
          page = await store.readAll(read.at(-1)?.meta.position ?? 0, 10);
        }
        expect(typesOf(read)).toEqual(all);
      });
    });

    describe('streams of another service', () => {
      it('are refused, whether read or written', async () => {
        for (const foreign of ['review.Review-1', 'intakes.Account-1', 'intake', 'Intake.Account-1', '']) {
          await expect(store.read(foreign)).rejects.toThrow(ForeignStream);
          await expect(store.append(appendOf(foreign, NO_STREAM, ['a']))).rejects.toThrow(ForeignStream);
        }
      });

      it('are neither listed nor delivered', async () => {
        const review = await under.open('review');
        await review.append(appendOf('review.Review-1', NO_STREAM, ['theirs']));
        await store.append(appendOf(stream(1), NO_STREAM, ['ours']));
        expect(typesOf(await store.readAll(0, 10))).toEqual(['ours']);
        expect(typesOf(await take(store, 'reader', 1))).toEqual(['ours']);
        expect(typesOf(await take(review, 'reader', 1))).toEqual(['theirs']);
      });
    });

    describe('a subscription', () => {
      it('is given every fact in order, as it is stored: what is sealed stays sealed', async () => {
        const sealed = { $sealed: 'AQID', owner: 'case:1', field: 'name' };
        await store.append(appendOf(stream(1), NO_STREAM, ['a', 'b'], { data: { name: sealed, other: null } }));
        await store.append(appendOf(stream(2), NO_STREAM, ['c']));
        const facts = await take(store, 'reader', 3);
        expect(typesOf(facts)).toEqual(['a', 'b', 'c']);
        expect(facts[0]?.data).toEqual({ name: sealed, other: null });
        expect(facts).toEqual(await store.readAll(0, 10));
      });

      it('goes on behind what it said was done, in every process', async () => {
        await store.append(appendOf(stream(1), NO_STREAM, ['a', 'b']));
        await take(store, 'reader', 2);
        const later = await under.reopen(store);
        await later.append(appendOf(stream(1), 1, ['c']));
        expect(typesOf(await take(later, 'reader', 1))).toEqual(['c']);
      });

      it('is given again what it had handled when it died before saying so', async () => {
        await store.append(appendOf(stream(1), NO_STREAM, ['a', 'b']));
        expect(typesOf(await take(store, 'reader', 2, 'dies before it is done'))).toEqual(['a', 'b']);
        expect(typesOf(await take(await under.reopen(store), 'reader', 2))).toEqual(['a', 'b']);
      });

      it('does not move another one', async () => {
        await store.append(appendOf(stream(1), NO_STREAM, ['a']));
        await take(store, 'one', 1);
        await store.append(appendOf(stream(1), 0, ['b']));
        expect(typesOf(await take(store, 'one', 1))).toEqual(['b']);
        expect(typesOf(await take(store, 'other', 2))).toEqual(['a', 'b']);
      });

      it('hears at once of what is appended while it waits', async () => {
        const waiting = [take(store, 'one', 2), take(store, 'other', 2)];
        await new Promise((resolve) => setTimeout(resolve, 20));
        const begun = performance.now();
        await store.append(appendOf(stream(1), NO_STREAM, ['a']));
        await store.append(appendOf(stream(1), 0, ['b']));
        for (const facts of await Promise.all(waiting)) expect(typesOf(facts)).toEqual(['a', 'b']);
        expect(performance.now() - begun).toBeLessThan(2_000);
      });

      it('is given thousands of facts, each once, while more come in', async () => {
        const reading = take(store, 'reader', 3_000);
        await Promise.all(
          Array.from({ length: 30 }, async (_none, each) => {
            for (let revision = NO_STREAM; revision < 99; revision += 5)
              await store.append(
                appendOf(stream(each), revision, ['1', '2', '3', '4', '5'], { command: `${revision}` }),
              );
          }),
        );
        const facts = await reading;
        expect(facts).toEqual(await store.readAll(0, 5_000));
      });

      it('tells how far a group has got', async () => {
        await store.append(appendOf(stream(1), NO_STREAM, ['a', 'b']));
        expect(await store.feed.position('fresh')).toBe(0);
        expect(await store.feed.caughtUp('fresh')).toBe(false);
        await take(store, 'fresh', 2);
        expect(await store.feed.position('fresh')).toBe(await store.head());
        expect(await store.feed.caughtUp('fresh')).toBe(true);
      });

      it('ends when it is told to, also while it waits', async () => {
        const stop = new AbortController();
        const ended = (async () => {
          for await (const batch of store.feed.batches('reader', stop.signal)) await batch.done();
        })();
        await new Promise((resolve) => setTimeout(resolve, 20));
        stop.abort();
        await ended;
      });
    });

    it('refuses everything once it is closed, and may be closed twice', async () => {
      const other = await under.open('notify');
      const last = other.append(appendOf('notify.Notice-1', NO_STREAM, ['a']));
      await other.close();
      await last;
      await expect(other.append(appendOf('notify.Notice-2', NO_STREAM, ['b']))).rejects.toThrow();
      await expect(other.read('notify.Notice-1')).rejects.toThrow();
      await other.close();
    });
  });
}

const stream = (id: number): string => `intake.KeyApplication-${id}`;
const typesOf = (facts: readonly { readonly type: string }[]): string[] => facts.map((fact) => fact.type);

interface Given extends Partial<Append> {
  readonly command?: string;
  readonly data?: object;
}

function appendOf(name: string, expectedRevision: number, types: readonly string[], given: Given = {}): Append {
  const { command = 'first', data = { remark: '备注' }, ...rest } = given;
  const commandId = derivedId(name, expectedRevision, command);
  return {
    stream: name,
    expectedRevision,
    facts: types.map((type, index) => ({ type, data, schemaVersion: index + 1 })),
    trace: { commandId, requestDigest: 'd1gest-of_22-letters-x' },
    ids: types.map((_type, index) => derivedId('fact', commandId, index)),
    recordedAt: '2026-03-02T01:02:03.004Z',
    correlationId: derivedId('correlation'),
    causationId: commandId,
    actor: { kind: 'enterprise', id: 'account-1' },
    ...rest,
  };
}

function expected(append: Append, index: number): object {
  const { facts, ids, trace, recordedAt, correlationId, causationId, actor } = append;
  const { type, data, schemaVersion } = facts[index] as Append['facts'][number];
  const meta = { recordedAt, correlationId, causationId, schemaVersion, actor };
  const revision = append.expectedRevision + 1 + index;
  return { type, data, meta: { ...meta, id: ids[index], stream: append.stream, revision }, trace };
}

function withoutPosition({ meta, ...fact }: StoredFact): object {
  const { position, ...rest } = meta;
  return { ...fact, meta: rest, ...(position > 0 ? {} : { position }) };
}

/**
 * The next facts of a group. They are said to be dealt with, unless the reader dies first; it reads on, as a reactor does, while
 * that is being stored.
 */
async function take(store: EventStore, group: string, count: number, dies?: string): Promise<Batch['facts']> {
  const stop = new AbortController();
  const facts: Batch['facts'][number][] = [];
  const saving: Promise<void>[] = [];
  for await (const batch of store.feed.batches(group, stop.signal)) {
    facts.push(...batch.facts);
    if (dies === undefined) saving.push(batch.done());
    if (facts.length >= count) stop.abort();
  }
  await Promise.all(saving);
  return facts;
}
