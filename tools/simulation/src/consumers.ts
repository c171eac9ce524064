import { derivedId } from '@ekey/event-store';
import {
  streamIdOf,
  type Command,
  type Effect,
  type Fact,
  type Policy,
  type Publication,
  type Publisher,
  type Recorded,
} from '@ekey/kernel';
import { cloudEventOf, type ServiceDefinition } from '@ekey/platform';
import { recordedOf } from '@ekey/messaging';

/** A command that a reactor sends, with the id by which a repeat of it is known. */
export interface Sending {
  readonly commandId: string;
  readonly category: string;
  readonly id: string;
  readonly command: Command;
}

/** What the outside does upon a fact, told at once: the report to the fact's own stream, or nothing to report. */
export type StandIn = (fact: Recorded, now: string) => Command | null;
export type StandIns = Readonly<Record<string, StandIn>>;

/** A policy, effect or publisher of a service, fed in order by each stream or case, and by all of them in any order. */
export interface Consumer {
  readonly name: string;
  /** `<service>` for its own log, `<service>.events` for a topic. */
  readonly source: string;
  readonly handles: (type: string) => boolean;
  readonly react: (fact: Recorded, now: string) => readonly Sending[];
  readonly publish: (fact: Recorded) => Recorded | null;
}

const silent = { react: () => [], publish: () => null } as const;

/** Everything that reacts in these services, the effects by their stand-ins. @throws Error where one has none. */
export const consumersOf = (services: readonly ServiceDefinition[], standIns: StandIns): readonly Consumer[] =>
  services.flatMap((service) => [
    ...service.policies.map((bound) => ofPolicy(service, bound)),
    ...service.effects.map((bound) => ofEffect(service, bound, standIns)),
    ...ofPublisher(service),
  ]);

function ofPolicy(service: ServiceDefinition, { policy, message }: ServiceDefinition['policies'][number]): Consumer {
  const { name, from, on, react } = policy as unknown as Policy<Fact, Command>;
  const category = categoryBehind(service, message);
  return {
    ...silent,
    name,
    source: from === 'own' ? service.name : from,
    handles: (type) => on.includes(type),
    react: (fact) =>
      react(fact).map(({ id, command }, index) => {
        const commandId = derivedId('policy', name, fact.meta.id, id, index);
        return { commandId, category, id, command };
      }),
  };
}

function ofEffect(
  service: ServiceDefinition,
  { effect, message }: ServiceDefinition['effects'][number],
  standIns: StandIns,
): Consumer {
  const { name, on } = effect as unknown as Effect<Fact, Command, unknown>;
  const standIn = standIns[name];
  if (standIn === undefined) throw new Error(`nothing stands in for the effect ${name}`);
  const category = categoryBehind(service, message);
  return {
    ...silent,
    name,
    source: service.name,
    handles: (type) => on.includes(type),
    react: (fact, now) => {
      const command = standIn(fact, now);
      if (command === null) return [];
      const commandId = derivedId('effect', name, fact.meta.id);
      return [{ commandId, category, id: streamIdOf(fact.meta.stream), command }];
    },
  };
}

function ofPublisher({ name, publisher }: ServiceDefinition): readonly Consumer[] {
  if (publisher === undefined) return [];
  const { publish } = publisher as unknown as Publisher<Fact>;
  const told = (fact: Recorded, publication: Publication | null): Recorded | null =>
    publication && recordedOf(cloudEventOf(fact, publication), fact.meta.position);
  return [
    {
      ...silent,
      name: `publisher ${name}`,
      source: name,
      handles: () => true,
      publish: (fact) => told(fact, publish(fact)),
    },
  ];
}

function categoryBehind({ name, handlers }: ServiceDefinition, message: unknown): string {
  const handler = handlers.find(([each]) => each === message)?.[1];
  if (handler === undefined) throw new Error(`${name} has no handler for ${(message as { name: string }).name}`);
  return handler.decider.category;
}
