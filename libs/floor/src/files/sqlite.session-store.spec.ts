import { ShiftedClock } from '@ekey/kernel/testing';
import { SqliteSessionStore } from './sqlite.session-store';

let clock: ShiftedClock;
let store: SqliteSessionStore;
beforeEach(() => {
  clock = new ShiftedClock('2026-03-02T01:00:00.000Z');
  store = new SqliteSessionStore(':memory:', clock);
});
afterEach(() => store.close());

const inMinutes = (minutes: number): string => new Date(Date.parse(clock.now()) + minutes * 60_000).toISOString();

describe('a session', () => {
  it('is found until it expires', async () => {
    await store.set('nonce', 'one', { n: 1 }, inMinutes(5));
    expect(await store.get('nonce', 'one')).toEqual({ n: 1 });
    expect([await store.get('nonce', 'two'), await store.get('other', 'one')]).toEqual([null, null]);
    clock.advance({ minutes: 6 });
    expect([await store.get('nonce', 'one'), await store.take('nonce', 'one')]).toEqual([null, null]);
  });

  it('is replaced by what is set anew', async () => {
    await store.set('nonce', 'one', 'first', inMinutes(1));
    await store.set('nonce', 'one', 'second', inMinutes(10));
    clock.advance({ minutes: 5 });
    expect(await store.get('nonce', 'one')).toBe('second');
  });

  it('is given to one alone of those who take it', async () => {
    await store.set('nonce', 'one', 'value', inMinutes(5));
    const taken = await Promise.all([store.take('nonce', 'one'), store.take('nonce', 'one')]);
    expect(taken).toEqual(['value', null]);
  });

  it('goes alone, or with all whose id begins alike', async () => {
    for (const id of ['a/1', 'a/2', 'a/\u{10fffe}', 'ab/1', 'b/1']) await store.set('login', id, id, inMinutes(5));
    await store.set('other', 'a/1', 'kept', inMinutes(5));
    await store.delete('login', 'a/1');
    expect(await store.get('login', 'a/1')).toBeNull();
    await store.deleteAll('login', 'a/');
    expect(await Promise.all(['a/2', 'a/\u{10fffe}', 'ab/1', 'b/1'].map((id) => store.get('login', id)))).toEqual([
      null,
      null,
      'ab/1',
      'b/1',
    ]);
    expect(await store.get('other', 'a/1')).toBe('kept');
  });

  it('that has expired takes no room for long', async () => {
    for (let index = 0; index < 999; index += 1) await store.set('nonce', `${index}`, index, inMinutes(1));
    clock.advance({ minutes: 2 });
    await store.set('nonce', 'last', 'kept', inMinutes(1));
    clock.advance({ minutes: -2 });
    expect([await store.get('nonce', '5'), await store.get('nonce', 'last')]).toEqual([null, 'kept']);
  });
});
