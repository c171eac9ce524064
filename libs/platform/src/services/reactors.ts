import { derivedId, type CommandEnvelope, type Outcome, type Reactor } from '@ekey/event-store';
import {
  categoryOf,
  streamIdOf,
  type Clock,
  type Command,
  type Effect,
  type Fact,
  type Policy,
  type Publication,
  type Recorded,
} from '@ekey/kernel';
import type { Messaging } from '@ekey/messaging';
import type { AnyView, ViewStore } from '@ekey/views';
import type { Commands } from '../commands/commands';
import { cloudEventOf } from './cloud-events';
import type { BoundEffect, BoundPolicy, ServiceDefinition } from './service-definition';
import { partsOf } from './view-facts';

/** A policy's command was refused, which its decider should have foreseen: the case is parked and a person looks at it. */
export class CommandRefused extends Error {
  constructor(command: string, code: string) {
    super(`${command} was refused: ${code}`);
    this.name = 'CommandRefused';
  }
}

export const viewReactorName = (view: AnyView, from: string): string => `view ${view.name} v${view.version} of ${from}`;

export const publisherName = ({ name }: Pick<ServiceDefinition, 'name'>): string => `publisher ${name}`;

export function viewReactor(view: AnyView, from: string, store: ViewStore): Reactor {
  const categories = new Set(
    partsOf(view)
      .filter((part) => part.from === from)
      .map((part) => part.category),
  );
  return {
    name: viewReactorName(view, from),
    // Also what the view does not show: a reader may wait for the revision of any fact of the stream.
    handles: (fact) => categories.has(categoryOf(fact.meta.stream)),
    handle: (fact) => store.apply(view, [fact]),
    handleAll: (facts) => store.apply(view, facts),
  };
}

/**
 * What copies the log to where it is shared out, with those views before it that must be told in the order of the whole log:
 * what is copied they have seen.
 */
export function relayReactor(
  copying: Reactor,
  ordered: readonly Reactor[],
  raised: (fact: Recorded) => Recorded,
): Reactor {
  const handleAll = async (facts: readonly Recorded[]): Promise<void> => {
    for (const { handles, handleAll: project } of ordered) {
      const mine = facts.filter(handles).map(raised);
      if (mine.length > 0) await project?.(mine);
    }
    await copying.handleAll?.(facts);
  };
  return { ...copying, handle: (fact) => handleAll([fact]), handleAll };
}

export function policyReactor({ policy, message }: BoundPolicy, commands: Commands, clock: Clock): Reactor {
  const rule = policy as unknown as Policy<Fact, Command>;
  return {
    name: rule.name,
    handles: (fact) => rule.on.includes(fact.type),
    handle: async (fact) => {
      for (const [index, target] of rule.react(fact).entries()) {
        const commandId = derivedId('policy', rule.name, fact.meta.id, target.id, index);
        const envelope = envelopeOf(fact, commandId, rule.name, clock.now());
        refuseRefusal(
          target.command,
          await commands.try(message as never, target.id, target.command as never, envelope),
        );
      }
    },
  };
}

export function effectReactor(
  { effect, message }: BoundEffect,
  ports: unknown,
  commands: Commands,
  clock: Clock,
): Reactor {
  const action = effect as unknown as Effect<Fact, Command, unknown>;
  return {
    name: action.name,
    handles: (fact) => action.on.includes(fact.type),
    handle: async (fact) => {
      const commandId = derivedId('effect', action.name, fact.meta.id);
      if (await commands.holds(fact.meta.stream, commandId)) return;
      const report = await action.act(fact, ports);
      if (report === null) return;
      const envelope = envelopeOf(fact, commandId, action.name, clock.now());
      refuseRefusal(
        report,
        await commands.try(message as never, streamIdOf(fact.meta.stream), report as never, envelope),
      );
    },
  };
}

export function publisherReactor(
  service: ServiceDefinition,
  messaging: Pick<Messaging, 'publish'>,
): Reactor | undefined {
  const { publisher } = service;
  if (publisher === undefined) return undefined;
  const publish = publisher.publish as (fact: Recorded) => Publication | null;
  const publishAll = async (facts: readonly Recorded[]): Promise<void> => {
    const events = facts.flatMap((fact) => {
      const publication = publish(fact);
      return publication === null ? [] : [cloudEventOf(fact, publication)];
    });
    // Most facts are nobody else's business, and a commit for nothing still waits for the disk.
    if (events.length > 0) await messaging.publish(`${service.name}.events`, events);
  };
  return {
    name: publisherName(service),
    handles: () => true,
    handle: (fact) => publishAll([fact]),
    handleAll: publishAll,
  };
}

/**
 * A reactor's command is known again by the fact it answers, and by nothing else: what an effect found out, or what a
 * newer release makes of the same fact, may differ from try to try.
 */
function envelopeOf(fact: Recorded, commandId: string, reactor: string, recordedAt: string): CommandEnvelope {
  const { correlationId, id: causationId } = fact.meta;
  return { commandId, actor: { kind: 'service', id: reactor }, correlationId, causationId, recordedAt, sent: {} };
}

function refuseRefusal(command: Command, outcome: Outcome): void {
  if (outcome.outcome === 'accepted') return;
  throw new CommandRefused(command.type, outcome.outcome === 'rejected' ? outcome.rejection.rejected : outcome.outcome);
}
