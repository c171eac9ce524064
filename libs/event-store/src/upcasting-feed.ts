import { categoryOf, upcastFact, type Recorded, type Upcasters } from '@ekey/kernel';
import { BROKEN_RECORD, type Batch, type Feed } from './event-store.port';

/** A service's own log for its reactors: every fact in its newest version, personal fields still sealed. */
export function upcastingFeed(feed: Feed, upcastersOf: (category: string) => Upcasters | undefined): Feed {
  const raised = (fact: Recorded): Recorded =>
    fact.type === BROKEN_RECORD ? fact : upcastFact(upcastersOf(categoryOf(fact.meta.stream)), fact);
  const { parking, newest, refuseSetBack } = feed;
  return {
    name: feed.name,
    async *batches(group: string, signal: AbortSignal): AsyncIterable<Batch> {
      for await (const batch of feed.batches(group, signal)) yield { ...batch, facts: batch.facts.map(raised) };
    },
    position: (group) => feed.position(group),
    caughtUp: (group) => feed.caughtUp(group),
    ...(refuseSetBack === undefined ? {} : { refuseSetBack: (group) => refuseSetBack.call(feed, group) }),
    ...(parking === undefined ? {} : { parking: (group) => parking.call(feed, group) }),
    ...(newest === undefined ? {} : { newest: async (group) => (await newest.call(feed, group)).map(raised) }),
    async at(position: number): Promise<Recorded | undefined> {
      const fact = await feed.at?.(position);
      return fact && raised(fact);
    },
  };
}
