import type { Recorded } from '@ekey/kernel';
import type { AnyView, ViewStore } from '@ekey/views';
import { completeViews } from './complete-views';

const part = (from: string) => ({ from, category: `${from}.Thing`, on: [], key: () => null, project: () => null });
const view = { name: 'things', version: 3, indexes: {}, parts: { own: part('own'), told: part('review.events') } };
const things = view as unknown as AnyView;
const fact = { type: 'Made' } as unknown as Recorded;
const sources = { log: { readAll: async () => [] }, messaging: { read: async () => [] } };

interface Situation {
  readonly isNew?: boolean;
  /** The store has lost what these feeds told. */
  readonly lost?: readonly string[];
  /** Feeds that can tell what they have given, and have given something. */
  readonly given?: readonly string[];
  /** As many processes are at the same before this one. */
  readonly others?: number;
  /** What they build is wanted no more. */
  readonly othersFail?: boolean;
}

async function after({ isNew = false, lost = [], given = [], others = 0, othersFail = false }: Situation) {
  const told: string[] = [];
  let [isWhole, built, before] = [false, 0, others];
  const store: Pick<ViewStore, 'pending' | 'hasMissed' | 'rebuildUnlessAnother'> = {
    pending: () => (isNew && !isWhole ? [things] : []),
    hasMissed: async (_view, facts) =>
      !isWhole && facts.some(({ data }) => lost.includes((data as { from: string }).from)),
    rebuildUnlessAnother: async () => {
      const isOurs = before === 0;
      if (isOurs) built += 1;
      else before -= 1;
      isWhole = isOurs || !othersFail;
      return isOurs;
    },
  };
  await completeViews(
    [things],
    store as ViewStore,
    sources,
    async (_view, from) => (given.includes(from) ? [{ ...fact, data: { from } }] : []),
    ({ name }, lack) => told.push(`${name}: ${lack}`),
  );
  return { told, built };
}

describe('the views of a service that begins', () => {
  it('are left alone where they know the newest facts that they were given', async () => {
    expect(await after({ given: ['own', 'review.events'] })).toEqual({ told: [], built: 0 });
  });

  it('are built where their version is new', async () => {
    expect(await after({ isNew: true })).toEqual({ told: ['things: its version is new'], built: 1 });
  });

  it.each(['own', 'review.events'])('are built where they have lost what they were told of %s', async (from) => {
    const { told, built } = await after({ given: ['own', 'review.events'], lost: [from] });
    expect([told, built]).toEqual([[`things: it has lost what it was told of ${from}`], 1]);
  });

  it('are not built where nobody has been given anything: they are empty as they should be', async () => {
    expect(await after({ lost: ['own', 'review.events'] })).toEqual({ told: [], built: 0 });
  });

  it('are taken as another process has built them', async () => {
    expect((await after({ isNew: true, others: 1 })).built).toBe(0);
  });

  it('are built after all where others have given up', async () => {
    expect((await after({ isNew: true, others: 2, othersFail: true })).built).toBe(1);
  });
});
