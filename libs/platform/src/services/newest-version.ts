import { upcastingFeed, type EventStore, type Feed, type StoredFact } from '@ekey/event-store';
import { categoryOf, upcastFact, type Fact, type Recorded, type Upcasters } from '@ekey/kernel';
import { decidersOf, type ServiceDefinition } from './service-definition';

type Handlers = Pick<ServiceDefinition, 'handlers'>;

/** A fact of a service as it is written today. */
export function inNewestVersion(service: Handlers): <F extends Fact>(fact: Recorded<F>) => Recorded<F> {
  const upcasters = upcastersOf(service);
  return (fact) => upcastFact(upcasters(categoryOf(fact.meta.stream)), fact);
}

/** A service's own log as its views, policies, effects and publisher know facts: as they are written today. */
export const feedInNewestVersion = (feed: Feed, service: Handlers): Feed => upcastingFeed(feed, upcastersOf(service));

/** The same for who reads the log through. */
export function logInNewestVersion(log: Pick<EventStore, 'readAll'>, service: Handlers): Pick<EventStore, 'readAll'> {
  const raised = inNewestVersion(service);
  const raise = (fact: StoredFact): StoredFact => ({ ...fact, ...raised(fact) });
  return { readAll: async (after, limit) => (await log.readAll(after, limit)).map(raise) };
}

function upcastersOf(service: Handlers): (category: string) => Upcasters | undefined {
  const known = new Map(decidersOf(service).map(({ category, upcasters }) => [category, upcasters]));
  return (category) => known.get(category);
}
