import type { Provider, Type } from '@nestjs/common';
import type { Besides, Command, Effect, Fact, Policy, Publisher } from '@ekey/kernel';
import type { AnyView } from '@ekey/views';
import type { z } from 'zod';
import type { AnyDecider, HandlerClass, StreamCommandClass } from '../commands/stream-command';
import type { ListedProblem } from '../http/listed-problems';
import type { ShortWayTable } from '../http/short-ways';
import type { FigureClass } from '../operation/figures';
import type { Check } from '../operation/unusable-of';
import type { RightsTable } from '../security/rights';

/** Time as a way in: called again and again, it sends commands because time has passed. */
export interface ClockDoor {
  readonly name: string;
  readonly everyMs: number;
  /** @param now ISO 8601, UTC. Safe to be called twice: its commands carry derived ids. */
  tick(now: string): Promise<void>;
}

type AnyMessage = StreamCommandClass<never, Fact, string>;

/** A policy with the message class of its target. */
export interface BoundPolicy {
  readonly policy: Policy<never, Command>;
  readonly message: AnyMessage;
}

/** An effect with the message class of its report and the token of its ports. */
export interface BoundEffect {
  readonly effect: Effect<never, Command, unknown>;
  readonly message: AnyMessage;
  readonly ports: symbol | string | Type;
}

/** A service's table of contents. */
export interface ServiceDefinition {
  readonly name: string;
  readonly handlers: readonly (readonly [AnyMessage, HandlerClass])[];
  readonly views: readonly AnyView[];
  readonly policies: readonly BoundPolicy[];
  readonly effects: readonly BoundEffect[];
  readonly publisher?: Publisher<never>;
  readonly controllers: readonly Type[];
  /** Providers that are asked before a controller, for answers that are made already. */
  readonly shortWays: ShortWayTable;
  readonly clocks: readonly Type<ClockDoor>[];
  /** What of its work is told to who runs it. */
  readonly figures: readonly FigureClass[];
  /** What it leans on besides its floor, and goes on without for a while: health names what of it cannot be used. */
  readonly outside: readonly Check[];
  readonly providers: readonly Provider[];
  readonly rights: RightsTable;
  /** What its refusals tell beside what every problem document has, by member; the description names the codes. */
  readonly problemMembers: Besides<z.ZodType>;
  /** What it may refuse with, beside what every service may. */
  readonly problems: readonly ListedProblem[];
}

/** The rules of a service, one decider for each kind of stream. */
export const decidersOf = (service: Pick<ServiceDefinition, 'handlers'>): readonly AnyDecider[] =>
  service.handlers.map(([, handler]) => handler.decider);

type Loose<T> = { readonly [K in keyof T]: T[K] };

export const defineService = (
  definition: Pick<ServiceDefinition, 'name' | 'rights'> & {
    readonly handlers: readonly (readonly [unknown, unknown])[];
    readonly publisher?: unknown;
  } & Partial<Loose<Omit<ServiceDefinition, 'name' | 'handlers' | 'rights' | 'publisher'>>>,
): ServiceDefinition =>
  ({
    views: [],
    policies: [],
    effects: [],
    controllers: [],
    shortWays: {},
    clocks: [],
    figures: [],
    outside: [],
    providers: [],
    problemMembers: {},
    problems: [],
    ...definition,
  }) as unknown as ServiceDefinition;

/** Binds a policy to the message class of the decider that it commands. */
export const policy = <F extends Fact, C extends Command, Event extends Fact, Code extends string>(
  rule: Policy<F, C>,
  message: StreamCommandClass<C, Event, Code>,
): BoundPolicy => ({ policy: rule as unknown as Policy<never, Command>, message: message as unknown as AnyMessage });

/** Binds an effect to the message class of the decider that it reports to, and to its ports. */
export const effect = <F extends Fact, C extends Command, Ports, Event extends Fact, Code extends string>(
  action: Effect<F, C, Ports>,
  message: StreamCommandClass<C, Event, Code>,
  ports: symbol | string | Type,
): BoundEffect => ({
  effect: action as unknown as Effect<never, Command, unknown>,
  message: message as unknown as AnyMessage,
  ports,
});
