import { ShiftedClock } from '@ekey/kernel/testing';
import type { Clock } from '@ekey/kernel';
import type { SessionStore } from '@ekey/platform';

export interface SessionsUnderTest {
  readonly store: SessionStore;
  dispose(): Promise<void>;
}

/** What every store of sessions must do. */
export function describeSessionStoreContract(name: string, make: (clock: Clock) => Promise<SessionsUnderTest>): void {
  describe(`a session (${name})`, () => {
    let clock: ShiftedClock;
    let under: SessionsUnderTest;
    let store: SessionStore;
    beforeEach(async () => {
      clock = new ShiftedClock('2026-03-02T01:00:00.000Z');
      under = await make(clock);
      store = under.store;
    });
    afterEach(() => under.dispose());

    const inMinutes = (minutes: number): string => new Date(Date.parse(clock.now()) + minutes * 60_000).toISOString();
    const found = (kind: string, ids: readonly string[]) => Promise.all(ids.map((id) => store.get(kind, id)));

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

    it('is set by one alone of those who set what is not there', async () => {
      const set = await Promise.all([1, 2, 3].map((n) => store.setIfAbsent('code', 'one', n, inMinutes(5))));
      expect(set.filter((isMine) => isMine)).toHaveLength(1);
      expect(await store.get('code', 'one')).toBe(set.indexOf(true) + 1);
      await store.set('code', 'two', 'mine', inMinutes(5));
      expect(await store.setIfAbsent('code', 'two', 'yours', inMinutes(5))).toBe(false);
      expect(await store.get('code', 'two')).toBe('mine');
      expect(await store.setIfAbsent('other', 'one', 'of another kind', inMinutes(5))).toBe(true);
    });

    it('is not there any more when it has expired, was taken or deleted', async () => {
      for (const id of ['expired', 'taken', 'deleted']) await store.set('code', id, 'old', inMinutes(5));
      await Promise.all([store.take('code', 'taken'), store.delete('code', 'deleted')]);
      clock.advance({ minutes: 5 });
      for (const id of ['expired', 'taken', 'deleted']) {
        expect(await store.setIfAbsent('code', id, 'new', inMinutes(5))).toBe(true);
        expect(await store.setIfAbsent('code', id, 'late', inMinutes(5))).toBe(false);
        expect(await store.get('code', id)).toBe('new');
      }
    });

    it('is listed with all whose id begins alike, until it expires', async () => {
      for (const id of ['a/1', 'a/2', 'a/\u{10fffe}', 'ab/1', 'b/1', 'A/1', 'a.1'])
        await store.set('login', id, { id }, inMinutes(id === 'a/2' ? 1 : 10));
      await store.set('other', 'a/3', { id: 'of another kind' }, inMinutes(10));
      await store.set('login a', '/4', { id: 'of another kind' }, inMinutes(10));
      clock.advance({ minutes: 5 });
      const listed = await store.list<{ id: string }>('login', 'a/');
      expect(listed.map(({ id }) => id).sort()).toEqual(['a/1', 'a/\u{10fffe}']);
      expect(await store.list('login', '.')).toEqual([]);
      expect(await store.list('login', '')).toHaveLength(6);
    });

    it('is given to one alone of those who take it', async () => {
      await store.set('nonce', 'one', 'value', inMinutes(5));
      const taken = await Promise.all([1, 2, 3].map(() => store.take('nonce', 'one')));
      expect(taken.filter((value) => value !== null)).toEqual(['value']);
      expect(await store.get('nonce', 'one')).toBeNull();
    });

    it('goes alone, or with all whose id begins alike', async () => {
      for (const id of ['a/1', 'a/2', 'a/\u{10fffe}', 'ab/1', 'b/1']) await store.set('login', id, id, inMinutes(5));
      await store.set('other', 'a/1', 'kept', inMinutes(5));
      await store.delete('login', 'a/1');
      expect(await store.get('login', 'a/1')).toBeNull();
      await store.deleteAll('login', 'a/');
      expect(await found('login', ['a/2', 'a/\u{10fffe}', 'ab/1', 'b/1'])).toEqual([null, null, 'ab/1', 'b/1']);
      expect(await store.get('other', 'a/1')).toBe('kept');
    });

    it('is told from every other by kind and id, whatever signs they hold', async () => {
      const ids = ['a.c', 'abc', 'a b', 'A.C', '(a|b)*', '企业/1', ''];
      for (const id of ids) await store.set('login', id, id, inMinutes(5));
      await store.set('login a', 'b', 'of another kind', inMinutes(5));
      await store.deleteAll('login', 'a.');
      await store.deleteAll('login', '(a|');
      expect(await found('login', ids)).toEqual([null, 'abc', 'a b', 'A.C', null, '企业/1', '']);
      await store.deleteAll('login', '');
      expect(await found('login', ids)).toEqual(ids.map(() => null));
      expect(await store.get('login a', 'b')).toBe('of another kind');
    });
  });
}
