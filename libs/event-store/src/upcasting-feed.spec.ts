import { recorded } from '@ekey/kernel/testing';
import { BROKEN_RECORD, type Feed } from './event-store.port';
import type { ParkedFacts } from './reactor-store.port';
import { upcastingFeed } from './upcasting-feed';

const old = recorded({ type: 'Painted', data: { colour: 'red' } }, { stream: 'intake.Door-1', position: 1 });
const foreign = recorded({ type: 'Painted', data: { colour: 'red' } }, { stream: 'intake.Wall-1', position: 2 });
const broken = recorded({ type: BROKEN_RECORD, data: { cause: 'gone' } }, { stream: 'nothing', position: 3 });

describe('a feed in the newest versions', () => {
  const done = jest.fn(async () => undefined);
  const feed: Feed = {
    name: 'intake.log',
    async *batches() {
      yield { facts: [old, foreign, broken], done, recall: true };
    },
    position: async () => 7,
    caughtUp: async (group) => group === 'queue',
    parking: (group) => ({ group }) as unknown as ParkedFacts,
    at: async (position) => [old, foreign, broken].find(({ meta }) => meta.position === position),
  };
  const upcasters = { 'Painted.v1': ({ colour }: { readonly colour?: unknown }) => ({ colours: [colour] }) };
  const raised = upcastingFeed(feed, (category) => (category === 'intake.Door' ? upcasters : undefined));
  const newest = { ...old, data: { colours: ['red'] }, meta: { ...old.meta, schemaVersion: 2 } };

  it('raises the facts of every kind of stream by its own upcasters, and no broken record', async () => {
    for await (const batch of raised.batches('queue', new AbortController().signal)) {
      expect(batch).toMatchObject({ facts: [newest, foreign, broken], recall: true });
      await batch.done();
    }
    expect(done).toHaveBeenCalledTimes(1);
  });

  it('raises a fact that is read again', async () => {
    expect(await raised.at?.(1)).toEqual(newest);
    expect(await raised.at?.(9)).toBeUndefined();
  });

  it('is otherwise the feed itself', async () => {
    expect([raised.name, await raised.position('queue')]).toEqual(['intake.log', 7]);
    expect([await raised.caughtUp('queue'), await raised.caughtUp('other')]).toEqual([true, false]);
    expect(raised.parking?.('queue')).toEqual({ group: 'queue' });
  });
});
