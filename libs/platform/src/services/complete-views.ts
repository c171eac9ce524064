import type { FactSource, Recorded } from '@ekey/kernel';
import type { AnyView, ViewStore } from '@ekey/views';
import { factsFor, feedsOf, type Sources } from './view-facts';

/** The newest facts that a view was given of a feed, where that can be told. */
export type Given = (view: AnyView, from: FactSource) => Promise<readonly Recorded[]>;

/**
 * Builds, from everything that ever happened and before anybody may ask them, the views whose version is new, and those
 * that no longer hold what they were given: their store was emptied, or an older one was brought back. Of several processes
 * that begin at once, one builds.
 * @param told of each view that is not whole, and why.
 */
export async function completeViews(
  views: readonly AnyView[],
  store: ViewStore,
  sources: Sources,
  given: Given,
  told: (view: AnyView, lack: string) => void,
): Promise<void> {
  for (const view of views)
    for (let isOurs = false; !isOurs;) {
      const lack = await lackOf(view, store, given);
      if (lack === undefined) break;
      told(view, lack);
      isOurs = await store.rebuildUnlessAnother(view, factsFor(view, sources));
    }
}

async function lackOf(view: AnyView, store: ViewStore, given: Given): Promise<string | undefined> {
  if (store.pending().some(({ name }) => name === view.name)) return 'its version is new';
  for (const from of feedsOf(view)) {
    const facts = await given(view, from);
    if (facts.length > 0 && (await store.hasMissed(view, facts))) return `it has lost what it was told of ${from}`;
  }
  return undefined;
}
