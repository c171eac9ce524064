import { factsFor, logInNewestVersion, type ServiceDefinition } from '@ekey/platform';
import type { Target } from '../target';

/** Every view, from everything that ever happened: those of the standalone process are not looked at. */
export async function buildViews(service: ServiceDefinition, target: Target): Promise<void> {
  const { views, eventStore } = target.of(service.name);
  const sources = { log: logInNewestVersion(eventStore, service), messaging: target.messaging };
  await views.open(service.views);
  for (const view of service.views) await views.rebuild(view, factsFor(view, sources));
}
