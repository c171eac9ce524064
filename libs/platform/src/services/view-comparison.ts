import type { FactSource, Recorded } from '@ekey/kernel';
import type { AnyView, Comparison, ViewStore } from '@ekey/views';
import { Unbroken } from './read-through';
import { factsFor, factsOf, feedsOf, type Sources } from './view-facts';

/** Whether a live view is what the logs make of it, and what was done about it. */
export interface ViewReport extends Comparison {
  readonly view: string;
  readonly version: number;
  /** Readers are answered from the rebuilt one now. */
  readonly switched: boolean;
  /** Records of its facts that cannot be read: what was built knows nothing of their streams from there on. */
  readonly broken: readonly string[];
}

/** Waits until a live view has been given everything that a feed holds. */
export type CatchUp = (view: AnyView, from: FactSource) => Promise<void>;

/**
 * Builds each view from its facts beside the live one and compares the two.
 * @param takeOver where they differ, readers are answered from what was built, unless that lacks what stands behind a broken
 * record: the live view was given it while it was whole.
 */
export async function compareViews(
  views: readonly AnyView[],
  store: ViewStore,
  sources: Sources,
  catchUp: CatchUp,
  takeOver: boolean,
): Promise<readonly ViewReport[]> {
  const reports: ViewReport[] = [];
  for (const view of views) {
    const unbroken = new Unbroken();
    const comparison = await store.compare(view, untilCaughtUp(view, sources, catchUp, unbroken));
    const switched = takeOver && !comparison.equal && unbroken.causes.length === 0;
    if (switched) await store.rebuild(view, factsFor(view, sources));
    reports.push({ view: view.name, version: view.version, ...comparison, switched, broken: unbroken.causes });
  }
  return reports;
}

/** A live view is a moment behind its feeds; what is compared with it must not be ahead. */
async function* untilCaughtUp(
  view: AnyView,
  sources: Sources,
  catchUp: CatchUp,
  unbroken: Unbroken,
): AsyncIterable<readonly Recorded[]> {
  for (const from of feedsOf(view)) {
    yield* factsOf(from, sources, unbroken);
    await catchUp(view, from);
  }
}
