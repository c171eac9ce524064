import type { Command } from './decider';
import type { Fact } from './fact';
import type { Recorded } from './recorded-fact';

/** Where a reactor's facts come from: the service's own log, or a topic of published facts. */
export type FactSource = 'own' | `${string}.events`;

/** A command for the stream `<category>-<id>`. */
export interface Target<C extends Command> {
  readonly id: string;
  readonly command: C;
}

/** When this fact, then that command. Pure; named `when-…-then-…`. */
export interface Policy<F extends Fact, C extends Command> {
  readonly name: string;
  readonly from: FactSource;
  readonly on: readonly F['type'][];
  readonly react: (fact: Recorded<F>) => readonly Target<C>[];
}

/** The one mapping between a service's private and public language. */
export interface Publisher<F extends Fact> {
  readonly service: string;
  readonly publish: (fact: Recorded<F>) => Publication | null;
}

/** A fact for the outside world: `type` is `<service>.<Name>.v<N>`, `subject` the case (or the stream's id where there is none). */
export interface Publication {
  readonly type: string;
  readonly subject: string;
  readonly data: object;
}

/**
 * The only impure reactor: does something outside, then reports it by a command to the fact's own stream.
 * Written to be repeated; the runner skips it where the stream already holds its outcome. `null`: nothing to do or report.
 */
export interface Effect<F extends Fact, C extends Command, Ports> {
  readonly name: string;
  readonly on: readonly F['type'][];
  readonly act: (fact: Recorded<F>, ports: Ports) => Promise<C | null>;
}

/** The clock as a port: ISO 8601, UTC, milliseconds. */
export interface Clock {
  now(): string;
}
