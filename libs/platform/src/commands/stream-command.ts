import { Inject, Injectable, type Type } from '@nestjs/common';
import { Command as CqrsCommand, type ICommandHandler } from '@nestjs/cqrs';
import type { Command, Decider, Fact } from '@ekey/kernel';
import type { CommandEnvelope, CommandRunner, Outcome } from '@ekey/event-store';
import { COMMAND_RUNNER } from '../ports';

/** A command on its way to one stream. One class per decider: the bus finds the handler by it. */
export class StreamCommand<
  C extends Command,
  Event extends Fact = Fact,
  Code extends string = string,
> extends CqrsCommand<Outcome<Event, Code>> {
  constructor(
    readonly id: string,
    readonly command: C,
    readonly envelope: CommandEnvelope,
  ) {
    super();
  }
}

/** The class of such a message. */
export type StreamCommandClass<C extends Command, Event extends Fact = Fact, Code extends string = string> = new (
  id: string,
  command: C,
  envelope: CommandEnvelope,
) => StreamCommand<C, Event, Code>;

/** What a handler made by `DeciderHandler` can do. */
export interface StreamHandler<C extends Command, Event extends Fact, Code extends string> extends ICommandHandler<
  StreamCommand<C, Event, Code>
> {
  execute(message: StreamCommand<C, Event, Code>): Promise<Outcome<Event, Code>>;
}

/** Any decider, for the places that treat all alike. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a registry of deciders knows nothing of their types
export type AnyDecider = Decider<any, any, any, any>;

export type HandlerClass = Type<StreamHandler<Command, Fact, string>> & { readonly decider: AnyDecider };

/** The handler of one decider's commands: nothing but the way to the runner. */
export function DeciderHandler<C extends Command, State, Event extends Fact, Code extends string>(
  decider: Decider<C, State, Event, Code>,
): Type<StreamHandler<C, Event, Code>> & { readonly decider: Decider<C, State, Event, Code> } {
  @Injectable()
  class Handler implements StreamHandler<C, Event, Code> {
    static readonly decider = decider;

    constructor(@Inject(COMMAND_RUNNER) private readonly runner: CommandRunner) {}

    execute({ id, command, envelope }: StreamCommand<C, Event, Code>): Promise<Outcome<Event, Code>> {
      return this.runner.run(decider, id, command, envelope);
    }
  }
  return Handler;
}
