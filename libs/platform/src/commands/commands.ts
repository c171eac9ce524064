import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { NO_STREAM, type CommandEnvelope, type CommandRunner, type Loaded, type Outcome } from '@ekey/event-store';
import type { Command, Decider, Fact } from '@ekey/kernel';
import { problemOf, reusedKey, staleRevision, type ProblemTable } from '../http/problem';
import { logger } from '../operation/logging';
import { Metrics } from '../operation/metrics';
import { COMMAND_RUNNER, SERVICE } from '../ports';
import type { ServiceDefinition } from '../services/service-definition';
import type { AnyDecider, StreamCommandClass } from './stream-command';

export type AcceptedOutcome<Event extends Fact> = Extract<Outcome<Event, string>, { outcome: 'accepted' }>;

/** The door of a service to its deciders, for controllers, clocks and reactors alike. */
@Injectable()
export class Commands {
  private readonly deciders: ReadonlyMap<unknown, AnyDecider>;

  constructor(
    private readonly bus: CommandBus,
    private readonly metrics: Metrics,
    @Inject(COMMAND_RUNNER) private readonly runner: CommandRunner,
    @Inject(SERVICE) private readonly service: ServiceDefinition,
  ) {
    this.deciders = new Map(service.handlers.map(([message, { decider }]) => [message, decider]));
  }

  /**
   * Sends a command and answers only with acceptance.
   * @throws Problem for a refusal (by the table), for a revision that is not the caller's (412), for a reused key (422).
   */
  async send<C extends Command, Event extends Fact, Code extends string>(
    message: StreamCommandClass<C, Event, Code>,
    id: string,
    command: C,
    envelope: CommandEnvelope,
    problems: ProblemTable<Code>,
  ): Promise<AcceptedOutcome<Event>> {
    return acceptedOr(problems, await this.try(message, id, command, envelope));
  }

  /** Sends a command and answers with whatever became of it. */
  async try<C extends Command, Event extends Fact, Code extends string>(
    message: StreamCommandClass<C, Event, Code>,
    id: string,
    command: C,
    envelope: CommandEnvelope,
  ): Promise<Outcome<Event, Code>> {
    const { category } = this.deciderOf(message);
    const begun = performance.now();
    let became = 'failed';
    try {
      const outcome = await this.bus.execute(new message(id, command, envelope));
      became = nameOf(outcome);
      return outcome;
    } finally {
      const seconds = (performance.now() - begun) / 1000;
      this.metrics.commands.observe({ category, command: command.type, outcome: became }, seconds);
      logger().info(
        {
          ...{ stream: `${category}-${id}`, command: command.type, outcome: became },
          ...{ ms: Math.round(seconds * 1e4) / 10, correlationId: envelope.correlationId },
        },
        'command',
      );
    }
  }

  /** The stream as its decider knows it now: for authorisation, and for asking `decide` without storing anything. */
  async ask<C extends Command, Event extends Fact, Code extends string, State = unknown>(
    message: StreamCommandClass<C, Event, Code>,
    id: string,
  ): Promise<Loaded<State> & { readonly exists: boolean }> {
    const loaded = await this.runner.load(this.deciderOf(message) as Decider<C, State, Event, Code>, id);
    return { ...loaded, exists: loaded.revision !== NO_STREAM };
  }

  /** Whether a stream of this kind already holds the facts of a command. */
  holds(stream: string, commandId: string): Promise<boolean> {
    return this.runner.holds(stream, commandId);
  }

  private deciderOf(message: unknown): AnyDecider {
    const decider = this.deciders.get(message);
    if (decider === undefined)
      throw new Error(`${this.service.name} has no handler for ${(message as { name: string }).name}`);
    return decider;
  }
}

/**
 * What became of a command that should have been accepted.
 * @throws Problem for a refusal (by the table), for a revision that is not the caller's (412), for a reused key (422).
 */
export function acceptedOr<Event extends Fact, Code extends string>(
  problems: ProblemTable<Code>,
  outcome: Outcome<Event, Code>,
): AcceptedOutcome<Event> {
  switch (outcome.outcome) {
    case 'accepted':
      return outcome;
    case 'rejected':
      throw problemOf(problems, outcome.rejection);
    case 'stale':
      throw staleRevision(outcome.revision);
    case 'reused':
      throw reusedKey();
  }
}

/** A repeat is told apart: what a process that woke up late still sends, and what was delivered again, shows here. */
function nameOf(outcome: Outcome): string {
  if (outcome.outcome === 'rejected') return outcome.rejection.rejected;
  return outcome.outcome === 'accepted' && outcome.repeated ? 'repeated' : outcome.outcome;
}
