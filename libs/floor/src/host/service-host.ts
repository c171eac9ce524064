import type { Application, ReactorsHost } from '@ekey/platform';
import { Refusal } from './refusal';

/** What keeps the reactors of a service going. @throws Refusal naming the services that there are. */
export function hostOf({ hosts }: Pick<Application, 'hosts'>, service: string): ReactorsHost {
  const { byService } = hosts;
  const host = byService.get(service);
  if (host === undefined)
    throw new Refusal(`there is no service ${service}: name one of ${[...byService.keys()].join(', ')}`);
  return host;
}
