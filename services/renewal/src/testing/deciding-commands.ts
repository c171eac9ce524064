import type { CommandEnvelope, Outcome } from '@ekey/event-store';
import { fold, isRejection, type Command, type Decider, type Fact } from '@ekey/kernel';
import { acceptedOr, type Commands, type ProblemTable } from '@ekey/platform';
import { certificateTerm } from '../certificate-term/certificate-term.decider';
import { HandleCertificateTerm } from '../certificate-term/certificate-term.handler';
import { renewal } from '../renewal/renewal.decider';
import { HandleRenewal } from '../renewal/renewal.handler';

type AnyDecider = Decider<Command, unknown, Fact, string>;
const deciders = new Map<unknown, AnyDecider>([
  [HandleCertificateTerm, certificateTerm as unknown as AnyDecider],
  [HandleRenewal, renewal as unknown as AnyDecider],
]);

/** The door to the deciders of renewal, whose streams are kept in memory and begin with what is given. */
export function decidingCommands(given: Readonly<Record<string, readonly Fact[]>> = {}) {
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
    ask: async (message: unknown, id: string) => {
      const { decider, stream } = at(message, id);
      const { facts, traces } = stream;
      return { state: fold(decider, facts), revision: facts.length - 1, exists: facts.length > 0, traces };
    },
  };
  return commands as unknown as Commands;
}
