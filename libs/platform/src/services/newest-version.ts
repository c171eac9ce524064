import { upcastingFeed, type EventStore, type Feed } from '@ekey/event-store';
import { categoryOf, upcastFact, type Upcasters } from '@ekey/kernel';
import { decidersOf, type ServiceDefinition } from './service-definition';

type Handlers = Pick<ServiceDefinition, 'handlers'>;

/** A service's own log as its views, policies, effects and publisher know facts: as they are written today. */
export const feedInNewestVersion = (feed: Feed, service: Handlers): Feed => upcastingFeed(feed, upcastersOf(service));

/** The same for who reads the log through. */
export function logInNewestVersion(log: Pick<EventStore, 'readAll'>, service: Handlers): Pick<EventStore, 'readAll'> {
  const upcasters = upcastersOf(service);
  const raised = async (after: number, limit: number) =>
    (await log.readAll(after, limit)).map((fact) => upcastFact(upcasters(categoryOf(fact.meta.stream)), fact));
  return { readAll: raised };
}

function upcastersOf(service: Handlers): (category: string) => Upcasters | undefined {
  const known = new Map(decidersOf(service).map(({ category, upcasters }) => [category, upcasters]));
  return (category) => known.get(category);
}
