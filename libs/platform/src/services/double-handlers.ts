import type { ServiceDefinition } from './service-definition';

/** Nest only warns, and the second handler wins. */
export function refuseDoubleHandlers(services: readonly ServiceDefinition[]): void {
  const seen = new Set<unknown>();
  for (const { name, handlers } of services)
    for (const [message] of handlers) {
      if (seen.has(message)) throw new Error(`${name}: two handlers claim ${message.name}`);
      seen.add(message);
    }
}
