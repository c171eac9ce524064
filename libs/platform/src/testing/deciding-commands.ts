import type { CommandEnvelope, Outcome } from '@ekey/event-store';
import { fold, isRejection, type Command, type Decider, type Fact } from '@ekey/kernel';
import { acceptedOr, type Commands } from '../commands/commands';
import type { ProblemTable } from '../http/problem';

type AnyDecider = Decider<Command, unknown, Fact, string>;

/** A message class and its handler, as a service's table of contents pairs them. */
type Handled = readonly [message: unknown, handler: { readonly decider: unknown }];

/** The door to these deciders, whose streams are kept in memory and begin with what is given, by the stream's name. */
export function decidingCommands(
  handlers: readonly Handled[],
  given: Readonly<Record<string, readonly Fact[]>> = {},
): Commands {
  const deciders = new Map(handlers.map(([message, { decider }]) => [message, decider as AnyDecider]));
  const streams = new Map<string, { facts: readonly Fact[]; traces: Map<string, readonly Fact[]> }>();
  const at = (message: unknown, id: string) => {
    const decider = deciders.get(message) as AnyDecider;
    const name = `${decider.category}-${id}`;
    const stream = streams.get(name) ?? { facts: given[name] ?? [], traces: new Map() };
    streams.set(name, stream);
    return { decider, stream };
  };
  const commands = {
    try: async (message: unknown, id: string, command: Command, { commandId }: CommandEnvelope): Promise<Outcome> => {
      const { decider, stream } = at(message, id);
      const before = stream.traces.get(commandId);
      const revision = stream.facts.length - 1;
      if (before !== undefined) return { outcome: 'accepted', revision, facts: before, repeated: true };
      const decision = decider.decide(command, fold(decider, stream.facts));
      if (isRejection(decision)) return { outcome: 'rejected', revision, rejection: decision };
      stream.facts = [...stream.facts, ...decision];
      if (decision.length > 0) stream.traces.set(commandId, decision);
      return { outcome: 'accepted', revision: stream.facts.length - 1, facts: decision, repeated: false };
    },
    send: async (
      message: unknown,
      id: string,
      command: Command,
      envelope: CommandEnvelope,
      problems: ProblemTable<string>,
    ) => acceptedOr(problems, await commands.try(message, id, command, envelope)),
    holds: async (stream: string, commandId: string) => streams.get(stream)?.traces.has(commandId) ?? false,
    ask: async (message: unknown, id: string) => {
      const { decider, stream } = at(message, id);
      const { facts, traces } = stream;
      return { state: fold(decider, facts), revision: facts.length - 1, exists: facts.length > 0, traces };
    },
  };
  return commands as unknown as Commands;
}
