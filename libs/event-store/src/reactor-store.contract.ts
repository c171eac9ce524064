import { recorded } from '@ekey/kernel/testing';
import type { ParkedFact, ReactorStore } from './reactor-store.port';

export interface ReactorStoreUnderTest {
  readonly store: ReactorStore;
  /** Opens it again as a new process would. */
  readonly reopen: () => Promise<ReactorStore>;
  readonly dispose: () => Promise<void>;
}

/** What every reactor store must do. */
export function describeReactorStoreContract(name: string, make: () => Promise<ReactorStoreUnderTest>): void {
  describe(`reactor store (${name})`, () => {
    let under: ReactorStoreUnderTest;
    let store: ReactorStore;
    beforeEach(async () => {
      under = await make();
      store = under.store;
    });
    afterEach(() => under.dispose());

    const parked = (reactor: string, key: string, id: string, change: Partial<ParkedFact> = {}): ParkedFact => ({
      reactor,
      key,
      fact: recorded({ type: 'ReviewOpened', data: { remark: '备注' } }, { stream: `review.Review-${key}`, id }),
      cause: 'TypeError: no such thing',
      attempts: 1,
      parkedAt: '2026-03-02T01:00:00.000Z',
      ...change,
    });
    const idsOf = async (reactor?: string, key?: string): Promise<readonly string[]> =>
      (await store.parked(reactor, key)).map(({ fact }) => fact.meta.id);

    it('knows no position at first, then the last one that was saved, in every process', async () => {
      expect(await store.checkpoint('queue')).toBe(0);
      await store.saveCheckpoint('queue', 7);
      await store.saveCheckpoint('queue', 9_007_199_254_740_991);
      await store.saveCheckpoint('other', 3);
      const later = await under.reopen();
      expect(await later.checkpoint('queue')).toBe(9_007_199_254_740_991);
      expect(await later.checkpoint('other')).toBe(3);
    });

    it('takes many checkpoints at once', async () => {
      await Promise.all(Array.from({ length: 100 }, (_none, index) => store.saveCheckpoint(`r${index % 10}`, index)));
      expect(await store.checkpoint('r9')).toBe(99);
    });

    it('gives back a parked fact as it was, in every process', async () => {
      const entry = parked('queue', 'case-1', 'a');
      await store.park(entry);
      expect(await (await under.reopen()).parked()).toEqual([entry]);
    });

    it('lists what is parked oldest first, of one reactor, of one case or of all', async () => {
      await store.park(parked('queue', 'case-1', 'c'));
      await store.park(parked('queue', 'case-2', 'a'));
      await store.park(parked('other', 'case-1', 'b'));
      await store.park(parked('queue', 'case-1', 'd'));
      expect(await idsOf()).toEqual(['c', 'a', 'b', 'd']);
      expect(await idsOf('queue')).toEqual(['c', 'a', 'd']);
      expect(await idsOf('queue', 'case-1')).toEqual(['c', 'd']);
      expect(await idsOf(undefined, 'case-1')).toEqual(['c', 'b', 'd']);
      expect(await store.parkedKeys('queue')).toEqual(new Set(['case-1', 'case-2']));
      expect(await store.parkedKeys('none')).toEqual(new Set());
    });

    it('keeps the place of a fact that is parked again, with its new cause', async () => {
      await store.park(parked('queue', 'case-1', 'a'));
      await store.park(parked('queue', 'case-1', 'b', { cause: 'waiting' }));
      await store.park(parked('queue', 'case-1', 'a', { cause: 'Error: still not', attempts: 2 }));
      expect((await store.parked()).map(({ cause, attempts }) => [cause, attempts])).toEqual([
        ['Error: still not', 2],
        ['waiting', 1],
      ]);
    });

    it('lets go of a fact of one reactor and keeps it for the other', async () => {
      await store.park(parked('queue', 'case-1', 'a'));
      await store.park(parked('other', 'case-1', 'a'));
      await store.unpark('queue', 'a');
      await store.unpark('queue', 'a');
      expect(await idsOf()).toEqual(['a']);
      expect(await store.parkedKeys('queue')).toEqual(new Set());
      expect(await store.parkedKeys('other')).toEqual(new Set(['case-1']));
    });
  });
}
