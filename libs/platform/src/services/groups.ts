import type { FactSource } from '@ekey/kernel';
import { publisherName, viewReactorName } from './reactors';
import type { ServiceDefinition } from './service-definition';
import { feedsOf } from './view-facts';

/** A reactor as its feed knows it. */
export interface Group {
  readonly name: string;
  readonly from: FactSource;
}

/** Under which name a feed keeps how far a reactor of a service has got. */
export const groupName = ({ name }: Pick<ServiceDefinition, 'name'>, reactor: string): string => `${name}: ${reactor}`;

/** Everybody of a service who reads facts, whether or not they come by a topic. */
export function groupsOf(service: ServiceDefinition): readonly Group[] {
  const group = (reactor: string, from: FactSource): Group => ({ name: groupName(service, reactor), from });
  return [
    ...service.views.flatMap((view) => feedsOf(view).map((from) => group(viewReactorName(view, from), from))),
    ...service.policies.map(({ policy: { name, from } }) => group(name, from)),
    ...service.effects.map(({ effect: { name } }) => group(name, 'own')),
    ...(service.publisher === undefined ? [] : [group(publisherName(service), 'own')]),
  ];
}
