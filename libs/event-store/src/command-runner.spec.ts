import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { caseKey, reject, type Command, type Decider, type Fact } from '@ekey/kernel';
import { KeyErased, KeyMissing, type PersonalData } from '@ekey/personal-data';
import { openSqlitePersonalData } from '@ekey/personal-data/sqlite';
import { CommandRunner, type CommandEnvelope } from './command-runner';
import { derivedId } from './derived-id';
import { NO_STREAM, WrongExpectedRevision, type Append, type EventStore } from './event-store.port';
import { openSqliteEventStore } from './sqlite';

type Event =
  | Fact<'Opened', { at: string }>
  | Fact<'Closed', { at: string; agent: string | null; note?: string }>
  | Fact<'Painted', { colours: readonly string[] }>;
type Intent =
  | Command<'Open', { now: string }>
  | Command<'Close', { now: string; agent: string; note?: string }>
  | Command<'Paint', { colours: readonly string[] }>;
interface Door {
  readonly open: boolean;
  readonly closedBy: string | null | undefined;
  readonly colours: readonly string[];
}

const asked: string[] = [];
const door: Decider<Intent, Door, Event, 'NotOpen' | 'NotClosed'> = {
  category: 'intake.Door',
  initial: { open: false, closedBy: undefined, colours: [] },
  decide: (command, state) => {
    asked.push(command.type);
    switch (command.type) {
      case 'Open':
        return state.open ? reject('NotClosed') : [{ type: 'Opened', data: { at: command.data.now } }];
      case 'Close': {
        const { now: at, ...rest } = command.data;
        return state.open ? [{ type: 'Closed', data: { at, ...rest } }] : reject('NotOpen', { open: false });
      }
      case 'Paint':
        return command.data.colours.map((colour) => ({ type: 'Painted', data: { colours: [colour] } }));
    }
  },
  evolve: (state, fact) => {
    if (fact.type === 'Opened') return { ...state, open: true };
    if (fact.type === 'Closed') return { ...state, open: false, closedBy: fact.data.agent };
    return { ...state, colours: [...state.colours, ...fact.data.colours] };
  },
  personal: { owner: (_fact, id) => caseKey(id), fields: { Closed: ['agent', 'note'] } },
};

const AT = '2026-03-02T01:00:00.000Z';
const open: Intent = { type: 'Open', data: { now: AT } };
const close: Intent = { type: 'Close', data: { now: AT, agent: '张三' } };
const paint = (...colours: string[]): Intent => ({ type: 'Paint', data: { colours } });
let sequence = 0;
const envelope = (given: Partial<CommandEnvelope> = {}): CommandEnvelope => ({
  commandId: derivedId('command', (sequence += 1)),
  actor: { kind: 'enterprise', id: 'account-1' },
  correlationId: derivedId('correlation'),
  recordedAt: AT,
  sent: {},
  ...given,
});

/** The store, with a note of every reading and a hook before every append. */
function observed(store: EventStore, before: (append: Append) => Promise<void> = async () => undefined) {
  const reads: number[] = [];
  const observedStore: EventStore = {
    owner: store.owner,
    feed: store.feed,
    head: () => store.head(),
    readAll: (after, limit) => store.readAll(after, limit),
    close: () => store.close(),
    read: (stream, from = 0) => {
      reads.push(from);
      return store.read(stream, from);
    },
    append: async (append) => {
      await before(append);
      return store.append(append);
    },
  };
  return { reads, store: observedStore };
}

describe('the command runner', () => {
  const requestKey = randomBytes(32);
  let folder: string;
  let store: EventStore;
  let keys: PersonalData & { close(): Promise<void> };
  let runner: CommandRunner;
  const openKeys = (name: string) =>
    openSqlitePersonalData({
      file: path.join(folder, `${name}.db`),
      tombstonesFile: path.join(folder, `${name}-tombstones.db`),
      masterKey: Buffer.alloc(32, 1),
      indexKey: Buffer.alloc(32, 2),
    });
  const openStore = () => {
    const checkpoints = { checkpoint: async () => 0, saveCheckpoint: async () => undefined };
    return openSqliteEventStore({ file: path.join(folder, 'intake.db'), owner: 'intake', checkpoints });
  };
  /** As another process, or this one after a restart, would see it. */
  const another = (on: EventStore = store, remember?: number) => new CommandRunner(on, keys, requestKey, remember);
  const typesOf = async (id = '1') => (await store.read(`intake.Door-${id}`)).map((fact) => fact.type);
  const send = (command: Intent, given?: Partial<CommandEnvelope>, by = runner, id = '1') =>
    by.run(door, id, command, envelope(given));

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'command-runner-'));
    store = openStore();
    keys = await openKeys('keys');
    runner = another();
    asked.length = 0;
  });
  afterEach(async () => {
    await store.close();
    await keys.close();
    rmSync(folder, { recursive: true });
  });

  describe('given a command', () => {
    it('stores the facts that follow from it, with who sent it and why', async () => {
      const sent = envelope({ causationId: derivedId('message'), actor: { kind: 'staff', id: '7', role: 'AGR' } });
      const outcome = await runner.run(door, '1', paint('red', 'blue'), sent);
      expect(outcome).toEqual({
        outcome: 'accepted',
        revision: 1,
        facts: [
          { type: 'Painted', data: { colours: ['red'] } },
          { type: 'Painted', data: { colours: ['blue'] } },
        ],
        repeated: false,
      });
      const { commandId: _id, sent: _sent, ...meta } = sent;
      expect((await store.read('intake.Door-1')).map((fact) => fact.meta)).toMatchObject([
        { ...meta, schemaVersion: 1 },
        { ...meta, schemaVersion: 1 },
      ]);
    });

    it('says itself to be the cause where there was none before it', async () => {
      const sent = envelope();
      await runner.run(door, '1', open, sent);
      expect((await store.read('intake.Door-1'))[0]?.meta.causationId).toBe(sent.commandId);
    });

    it('answers a refusal, and stores nothing', async () => {
      expect(await send(close)).toEqual({
        outcome: 'rejected',
        revision: NO_STREAM,
        rejection: { rejected: 'NotOpen', detail: { open: false } },
      });
      expect(await typesOf()).toEqual([]);
    });

    it('accepts one for which there is nothing to do, and stores nothing', async () => {
      await send(open);
      expect(await send(paint())).toEqual({ outcome: 'accepted', revision: 0, facts: [], repeated: false });
      expect(await typesOf()).toEqual(['Opened']);
    });

    it('decides those of one stream one after another, and each on what came before', async () => {
      const outcomes = await Promise.all([send(open), send(open), send(close), send(close)]);
      expect(outcomes.map(({ outcome, revision }) => [outcome, revision])).toEqual([
        ['accepted', 0],
        ['rejected', 0],
        ['accepted', 1],
        ['rejected', 1],
      ]);
    });

    it('loses none of many to many streams at once', async () => {
      const all = Array.from({ length: 200 }, (_none, index) => send(paint(`${index}`), {}, runner, `${index % 10}`));
      expect((await Promise.all(all)).every(({ outcome }) => outcome === 'accepted')).toBe(true);
      for (let id = 0; id < 10; id += 1)
        expect((await runner.load(door, `${id}`)).state.colours).toEqual(
          Array.from({ length: 20 }, (_none, index) => `${index * 10 + id}`),
        );
    });

    it('hands on what the store says, and has learnt nothing from it', async () => {
      let full = true;
      const failing = observed(store, async () => {
        if (full) throw new Error('disk is full');
      });
      const on = another(failing.store);
      const again = envelope();
      await expect(on.run(door, '1', open, again)).rejects.toThrow('disk is full');
      expect(await typesOf()).toEqual([]);
      full = false;
      expect(await on.run(door, '1', open, again)).toMatchObject({ outcome: 'accepted', revision: 0, repeated: false });
    });

    it('has no stream for an id that is empty', async () => {
      await expect(send(open, {}, runner, '')).rejects.toThrow(RangeError);
    });
  });

  describe('given a command again', () => {
    it('answers as before, although the stream has moved on and the rules would refuse now', async () => {
      const first = envelope({ sent: { a: 1, b: { c: '二' } } });
      const before = await runner.run(door, '1', open, first);
      await send(paint('red'));
      const again = { ...first, sent: { b: { c: '二' }, a: 1 }, recordedAt: '2026-04-01T00:00:00.000Z' };
      for (const by of [runner, another()])
        expect(await by.run(door, '1', { type: 'Open', data: { now: 'later' } }, again)).toEqual({
          ...before,
          repeated: true,
        });
      expect(await typesOf()).toEqual(['Opened', 'Painted']);
    });

    it('answers with all its facts, opened, also after a restart', async () => {
      await send(open);
      const first = envelope({ sent: 'close' });
      const before = await runner.run(door, '1', { ...close, data: { ...close.data, note: '备注' } } as Intent, first);
      const painting = envelope();
      const painted = await runner.run(door, '1', paint('red', 'blue'), painting);
      await store.close();
      store = openStore();
      expect(await another().run(door, '1', close, first)).toEqual({ ...before, repeated: true });
      expect(await another().run(door, '1', paint('red', 'blue'), painting)).toEqual({ ...painted, repeated: true });
    });

    it('answers as before ahead of looking at the revision that the caller has seen', async () => {
      const first = envelope({ expectedRevision: NO_STREAM });
      await runner.run(door, '1', open, first);
      await send(paint('red'));
      expect(await runner.run(door, '1', open, first)).toMatchObject({
        outcome: 'accepted',
        revision: 0,
        repeated: true,
      });
      expect(asked).toEqual(['Open', 'Paint']);
    });

    it.each<[string, Intent, unknown]>([
      ['another body', open, { other: true }],
      ['another intent', paint('red'), {}],
    ])('with %s, says that its id was used before', async (_what, command, sent) => {
      const first = envelope();
      await runner.run(door, '1', open, first);
      for (const by of [runner, another()])
        expect(await by.run(door, '1', command, { ...first, sent })).toEqual({ outcome: 'reused', revision: 0 });
      expect(await typesOf()).toEqual(['Opened']);
    });

    it('decides afresh where it had stored nothing', async () => {
      const first = envelope();
      expect(await runner.run(door, '1', close, first)).toMatchObject({ outcome: 'rejected' });
      await send(open);
      expect(await runner.run(door, '1', close, first)).toMatchObject({ outcome: 'accepted', repeated: false });
    });

    it('does it once where both come at once, to one process or to two', async () => {
      const first = envelope();
      const outcomes = await Promise.all(
        [runner, runner, another(), another()].map((by) => by.run(door, '1', open, first)),
      );
      expect(outcomes.filter((outcome) => outcome.outcome === 'accepted' && !outcome.repeated)).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome.outcome === 'accepted' && outcome.repeated)).toHaveLength(3);
      expect(await typesOf()).toEqual(['Opened']);
    });
  });

  describe('given a command that another process has carried out, on a server that knows an append by its ids', () => {
    /** It says that what it holds already was stored, whatever else is in it now. */
    const knowing = (): EventStore =>
      ({
        ...observed(store).store,
        append: async (append: Append) => {
          const held = await store.read(append.stream, append.expectedRevision + 1);
          if (!append.ids.every((id, index) => held[index]?.meta.id === id)) await store.append(append);
        },
      }) satisfies EventStore;
    const openAt = (now: string): Intent => ({ type: 'Open', data: { now } });
    const LATER = '2026-03-02T01:00:00.105Z';

    it('answers what that one has stored, and goes on from it', async () => {
      const [one, other] = [another(knowing()), another(knowing())];
      await one.run(door, '1', paint('red'), envelope());
      await other.load(door, '1');
      const sent = envelope();
      await one.run(door, '1', openAt(AT), sent);
      expect(await other.run(door, '1', openAt(LATER), { ...sent, recordedAt: LATER })).toEqual({
        outcome: 'accepted',
        revision: 1,
        facts: [{ type: 'Opened', data: { at: AT } }],
        repeated: true,
      });
    });
  });

  describe('given a command again whose first append nobody answered in time', () => {
    const LATER = '2026-03-02T01:00:05.000Z';
    /** As a server that is slow: it stores the first append only when the next one comes, and knows an append by its ids. */
    const slow = (): EventStore => {
      let late: Append | undefined;
      const append = async (asked: Append): Promise<void> => {
        if (late === undefined) {
          late = asked;
          throw new Error('did not answer in time');
        }
        if (late.ids.length > 0) await store.append(late);
        late = { ...late, ids: [] };
        const held = await store.read(asked.stream, asked.expectedRevision + 1);
        if (!asked.ids.every((id, index) => held[index]?.meta.id === id)) await store.append(asked);
      };
      return { ...observed(store).store, append };
    };

    it('answers what was stored after all, and not what it decided the second time', async () => {
      const [sent, by] = [envelope(), another(slow())];
      await expect(by.run(door, '1', open, sent)).rejects.toThrow('did not answer in time');
      const again = { type: 'Open', data: { now: LATER } } as const;
      expect(await by.run(door, '1', again, { ...sent, recordedAt: LATER })).toEqual({
        outcome: 'accepted',
        revision: 0,
        facts: [{ type: 'Opened', data: { at: AT } }],
        repeated: true,
      });
    });
  });

  describe('given a revision that the caller has seen', () => {
    it('decides where it is the stream’s', async () => {
      await send(open);
      expect(await send(close, { expectedRevision: 0 })).toMatchObject({ outcome: 'accepted', revision: 1 });
    });

    it.each([NO_STREAM, 0, 2])('tells that %d is not, and does not ask the rules', async (expectedRevision) => {
      await send(open);
      await send(paint('red'));
      asked.length = 0;
      for (const by of [runner, another()])
        expect(await send(close, { expectedRevision }, by)).toEqual({ outcome: 'stale', revision: 1 });
      expect(asked).toEqual([]);
    });

    it('does not decide a second time where another was faster', async () => {
      await send(open);
      const slow = another(observed(store, async () => void (await send(paint('red')))).store);
      asked.length = 0;
      expect(await send(close, { expectedRevision: 0 }, slow)).toEqual({ outcome: 'stale', revision: 1 });
      expect(asked).toEqual(['Close', 'Paint']);
    });

    it('answers as before where the faster one was the same command', async () => {
      const twice = envelope({ expectedRevision: NO_STREAM });
      const slow = another(observed(store, async () => void (await runner.run(door, '1', open, twice))).store);
      expect(await slow.run(door, '1', open, twice)).toMatchObject({
        outcome: 'accepted',
        revision: 0,
        repeated: true,
      });
    });
  });

  describe('where another process writes the same streams', () => {
    it('decides again on what that one has stored', async () => {
      let rival: Promise<unknown> | undefined;
      const slow = another(observed(store, async () => void (await (rival ??= send(paint('red'))))).store);
      expect(await send(open, {}, slow)).toMatchObject({ outcome: 'accepted', revision: 1 });
      expect((await slow.load(door, '1')).state).toMatchObject({ open: true, colours: ['red'] });
    });

    it('gives up after three times', async () => {
      let rivals = 0;
      const slow = another(observed(store, async () => void (await send(paint(`${(rivals += 1)}`)))).store);
      await expect(send(open, {}, slow)).rejects.toThrow(WrongExpectedRevision);
      expect(rivals).toBe(3);
      expect(await typesOf()).toEqual(['Painted', 'Painted', 'Painted']);
    });

    it('never refuses, or calls done, on the ground of what it remembers', async () => {
      const other = another();
      await send(open);
      await send(close, {}, other);
      expect(await send(open)).toMatchObject({ outcome: 'accepted', revision: 2 });
      await send(close, {}, other);
      expect(await send(close)).toMatchObject({ outcome: 'rejected', revision: 3 });
      await send(paint('red'), {}, other);
      expect(await send(paint())).toMatchObject({ outcome: 'accepted', revision: 4, facts: [] });
      await send(paint('red'), {}, other);
      expect(await send(paint('blue'), { expectedRevision: 5 })).toMatchObject({ outcome: 'accepted', revision: 6 });
    });

    it('knows what that one has stored when asked for the state, or for a command', async () => {
      const other = another();
      await send(open);
      const theirs = envelope();
      await other.run(door, '1', close, theirs);
      expect(await runner.holds('intake.Door-1', theirs.commandId)).toBe(true);
      expect(await runner.load(door, '1')).toMatchObject({ revision: 1, state: { open: false, closedBy: '张三' } });
    });
  });

  describe('asked for a stream', () => {
    it('gives its state and revision', async () => {
      expect(await runner.load(door, '1')).toMatchObject({ revision: NO_STREAM, state: door.initial });
      await send(open);
      expect(await runner.load(door, '1')).toMatchObject({ revision: 0, state: { open: true } });
      expect(await another().load(door, '1')).toMatchObject({ revision: 0, state: { open: true } });
    });

    it('knows whose commands it holds', async () => {
      const sent = envelope();
      await runner.run(door, '1', open, sent);
      for (const by of [runner, another()]) {
        expect(await by.holds('intake.Door-1', sent.commandId)).toBe(true);
        expect(await by.holds('intake.Door-1', derivedId('other'))).toBe(false);
        expect(await by.holds('intake.Door-2', sent.commandId)).toBe(false);
      }
    });

    it('reads it whole once, and from then on only what is new', async () => {
      await send(paint('a', 'b', 'c'));
      const { reads, store: noted } = observed(store);
      const by = another(noted);
      await by.load(door, '1');
      await by.load(door, '1');
      await send(paint('d'), {}, by);
      await send(close, {}, by);
      expect(reads).toEqual([0, 3, 4]);
    });

    it('remembers no more streams than it may', async () => {
      const { reads, store: noted } = observed(store);
      const by = another(noted, 2);
      for (const id of ['1', '2', '3']) await send(paint('a'), {}, by, id);
      reads.length = 0;
      for (const id of ['3', '2', '1']) await by.load(door, id);
      expect(reads).toEqual([1, 1, 0]);
    });
  });

  describe('with personal data', () => {
    const closeWithNote: Intent = { type: 'Close', data: { now: AT, agent: '张三', note: '电话13800000000' } };

    it('stores and delivers it sealed, and decides on it opened', async () => {
      await send(open);
      await send(closeWithNote);
      const stored = await store.readAll(0, 10);
      expect(JSON.stringify(stored)).not.toMatch(/张三|13800000000/);
      expect(stored[1]?.data).toEqual({
        at: AT,
        agent: { $sealed: expect.any(String), owner: 'case:1', field: 'agent' },
        note: { $sealed: expect.any(String), owner: 'case:1', field: 'note' },
      });
      for (const by of [runner, another()]) expect((await by.load(door, '1')).state.closedBy).toBe('张三');
    });

    it('leaves what was not given as it is', async () => {
      await send(open);
      await send(close);
      expect(Object.keys((await store.read('intake.Door-1'))[1]?.data ?? {})).toEqual(['at', 'agent']);
    });

    it('is null once its key is destroyed, and everything else still replays', async () => {
      await send(open);
      const closing = envelope();
      await runner.run(door, '1', closeWithNote, closing);
      await send(paint('red'));
      const other = another();
      await other.load(door, '1');
      await keys.erase(caseKey('1'), AT);
      for (const by of [runner, other, another()]) {
        expect(await by.load(door, '1')).toMatchObject({
          revision: 2,
          state: { open: false, closedBy: null, colours: ['red'] },
        });
        expect(await by.run(door, '1', closeWithNote, closing)).toMatchObject({
          repeated: true,
          facts: [{ type: 'Closed', data: { agent: null, note: null } }],
        });
      }
      expect(await send(paint('blue'))).toMatchObject({ outcome: 'accepted', revision: 3 });
    });

    it('no longer leads a decision from memory once its key is destroyed', async () => {
      await send(open);
      await send(close);
      const seen: unknown[] = [];
      const curious: typeof door = {
        ...door,
        decide: (command, state) => (seen.push(state.closedBy), door.decide(command, state)),
      };
      await runner.run(curious, '1', open, envelope());
      await keys.erase(caseKey('1'), AT);
      await runner.run(curious, '1', paint('red'), envelope());
      expect(seen).toEqual(['张三', null]);
    });

    it('cannot be added after its key is destroyed, and nothing is stored', async () => {
      await send(open);
      await keys.erase(caseKey('1'), AT);
      await expect(send(close)).rejects.toThrow(KeyErased);
      expect(await typesOf()).toEqual(['Opened']);
    });

    it('of which the key is missing is a fault, and nothing is stored', async () => {
      await send(open);
      await send(close);
      const empty = await openKeys('empty');
      const without = new CommandRunner(store, empty, requestKey);
      await expect(without.run(door, '1', open, envelope())).rejects.toThrow(KeyMissing);
      await expect(without.load(door, '1')).rejects.toThrow(KeyMissing);
      expect(await typesOf()).toEqual(['Opened', 'Closed']);
      await empty.close();
    });

    it('leaves memory when told to, also where a stream is just being read', async () => {
      await send(open);
      await send(close);
      const { reads, store: noted } = observed(store);
      const by = another(noted);
      await by.load(door, '1');
      by.forget();
      const reading = by.load(door, '1');
      by.forget();
      await reading;
      await by.load(door, '1');
      expect(reads).toEqual([0, 0, 0]);
    });
  });

  describe('with facts of an older release', () => {
    const second: typeof door = {
      ...door,
      upcasters: { 'Painted.v1': ({ colour, ...rest }) => ({ ...rest, colours: [colour] }) },
    };
    const old = (expectedRevision: number, data: object): Append => {
      const commandId = derivedId('old', expectedRevision);
      return {
        stream: 'intake.Door-1',
        expectedRevision,
        facts: [{ type: 'Painted', data, schemaVersion: 1 }],
        trace: { commandId, requestDigest: 'd' },
        ids: [commandId],
        recordedAt: AT,
        correlationId: commandId,
        causationId: commandId,
        actor: { kind: 'service', id: 'test' },
      };
    };

    it('folds them in their newest shape, and writes that one', async () => {
      await store.append(old(NO_STREAM, { colour: 'red' }));
      expect((await runner.load(second, '1')).state.colours).toEqual(['red']);
      await runner.run(second, '1', paint('blue'), envelope());
      const stored = await store.read('intake.Door-1');
      expect(stored.map((fact) => [fact.meta.schemaVersion, fact.data])).toEqual([
        [1, { colour: 'red' }],
        [2, { colours: ['blue'] }],
      ]);
      expect((await another().load(second, '1')).state.colours).toEqual(['red', 'blue']);
    });
  });
});
