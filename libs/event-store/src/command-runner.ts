import { createHmac } from 'node:crypto';
import {
  canonicalJson,
  currentVersion,
  isRejection,
  streamName,
  type Actor,
  type Command,
  type Decider,
  type Fact,
  type Rejection,
} from '@ekey/kernel';
import type { PersonalData } from '@ekey/personal-data';
import { factId } from './derived-id';
import { WrongExpectedRevision, type CommandTrace, type EventStore } from './event-store.port';
import { LeastRecentlyUsed } from '@ekey/kernel';
import { openFact, sealFact } from './sealing';
import { Turns } from '@ekey/kernel';

/** Who sends a command, by which id it is known again, and what led to it. */
export interface CommandEnvelope {
  /** The same intent sent again has the same id. */
  readonly commandId: string;
  readonly actor: Actor;
  readonly correlationId: string;
  /** The message or fact behind it; the command itself where there is none. */
  readonly causationId?: string;
  /** ISO 8601, UTC. */
  readonly recordedAt: string;
  /** What the caller sent, without `now` and derived ids: a repeat must have sent the same. */
  readonly sent: unknown;
  /** The caller has seen this revision and decides on it alone. Never retried. */
  readonly expectedRevision?: number;
}

/** What became of a command. `revision` is the stream's after it, or `NO_STREAM`. */
export type Outcome<Event extends Fact = Fact, Code extends string = string> =
  | { readonly outcome: 'accepted'; readonly revision: number; readonly facts: readonly Event[]; readonly repeated: boolean }
  | { readonly outcome: 'rejected'; readonly revision: number; readonly rejection: Rejection<Code> }
  /** The stream is not at the revision that the caller has seen. */
  | { readonly outcome: 'stale'; readonly revision: number }
  /** The command's id was used before, for something else. */
  | { readonly outcome: 'reused'; readonly revision: number };

/** A stream as a decision needs it. */
export interface Loaded<State> {
  readonly state: State;
  readonly revision: number;
  readonly traces: ReadonlyMap<string, TraceOfCommand>;
}

interface TraceOfCommand {
  readonly requestDigest: string;
  readonly first: number;
  readonly last: number;
}

type AnyDecider<C extends Command, State, Event extends Fact, Code extends string> = Decider<C, State, Event, Code>;

const ATTEMPTS = 3;

/**
 * load → upcast → fold → decide → append, for every decider of a service.
 *
 * A folded stream is remembered. What is remembered may be behind the log where several processes write it, so it may
 * only ever lead to facts (the append proves it current); anything else is decided again on a fresh reading.
 */
export class CommandRunner {
  private readonly remembered: LeastRecentlyUsed<Loaded<unknown>>;
  private readonly turns = new Turns();

  constructor(
    private readonly store: EventStore,
    private readonly keys: PersonalData,
    private readonly requestKey: Buffer,
    remember = 2_000,
  ) {
    this.remembered = new LeastRecentlyUsed(remember);
  }

  /** @throws what the store or the key store throws; a refusal is an outcome. */
  async run<C extends Command, State, Event extends Fact, Code extends string>(
    decider: AnyDecider<C, State, Event, Code>,
    id: string,
    command: C,
    envelope: CommandEnvelope,
  ): Promise<Outcome<Event, Code>> {
    const stream = streamName(decider.category, id);
    return this.turns.take(stream, async () => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await this.attempt(decider, stream, id, command, envelope);
        } catch (error) {
          this.remembered.delete(stream);
          const retry = error instanceof WrongExpectedRevision && attempt < ATTEMPTS && envelope.expectedRevision === undefined;
          if (error instanceof WrongExpectedRevision && envelope.expectedRevision !== undefined) {
            return { outcome: 'stale', revision: (await this.load(decider, id)).revision };
          }
          if (!retry) throw error;
        }
      }
    });
  }

  /** Reads and folds a stream: for authorisation and for asking `decide` what may be done now. */
  async load<C extends Command, State, Event extends Fact, Code extends string>(
    decider: AnyDecider<C, State, Event, Code>,
    id: string,
  ): Promise<Loaded<State>> {
    const stream = streamName(decider.category, id);
    let state = decider.initial;
    const traces = new Map<string, TraceOfCommand>();
    const stored = await this.store.read(stream);
    for (const fact of stored) {
      state = decider.evolve(state, (await openFact(decider, fact, this.keys)) as Event);
      remember(traces, fact.trace, fact.meta.revision);
    }
    const loaded = { state, revision: stored.length - 1, traces };
    if (stored.length > 0) this.remembered.set(stream, loaded);
    return loaded;
  }

  /** Whether the stream holds facts of this command. */
  async holds(stream: string, commandId: string): Promise<boolean> {
    return (await this.store.read(stream)).some((fact) => fact.trace.commandId === commandId);
  }

  /** Lets go of every folded stream: what a destroyed key had opened must not live on in memory. */
  forget(): void {
    this.remembered.clear();
  }

  private async attempt<C extends Command, State, Event extends Fact, Code extends string>(
    decider: AnyDecider<C, State, Event, Code>,
    stream: string,
    id: string,
    command: C,
    envelope: CommandEnvelope,
  ): Promise<Outcome<Event, Code>> {
    const requestDigest = this.digest(command.type, envelope.sent);
    const remembered = this.remembered.get(stream) as Loaded<State> | undefined;
    const first = remembered && answer(decider, remembered, command, envelope, requestDigest);
    const fresh = first?.facts === undefined ? await this.load(decider, id) : undefined;
    const loaded = fresh ?? (remembered as Loaded<State>);
    const decided = fresh ? answer(decider, fresh, command, envelope, requestDigest) : (first as Answer<Event, Code>);
    if (decided.repeat) return this.asBefore(decider, stream, decided.repeat);
    if (decided.facts === undefined) return decided.outcome;
    return this.append(decider, stream, id, loaded, decided.facts, { commandId: envelope.commandId, requestDigest }, envelope);
  }

  private async append<C extends Command, State, Event extends Fact, Code extends string>(
    decider: AnyDecider<C, State, Event, Code>,
    stream: string,
    id: string,
    loaded: Loaded<State>,
    facts: readonly Event[],
    trace: CommandTrace,
    envelope: CommandEnvelope,
  ): Promise<Outcome<Event, Code>> {
    const sealed = await Promise.all(facts.map((fact) => sealFact(decider, fact, id, this.keys)));
    await this.store.append({
      stream,
      expectedRevision: loaded.revision,
      facts: facts.map((fact, index) => ({
        type: fact.type,
        data: sealed[index] as object,
        schemaVersion: currentVersion(decider.upcasters, fact.type),
      })),
      trace,
      ids: facts.map((_fact, index) => factId(trace.commandId, index)),
      recordedAt: envelope.recordedAt,
      correlationId: envelope.correlationId,
      causationId: envelope.causationId ?? envelope.commandId,
      actor: envelope.actor,
    });
    const revision = loaded.revision + facts.length;
    const traces = loaded.traces as Map<string, TraceOfCommand>;
    traces.set(trace.commandId, { requestDigest: trace.requestDigest, first: loaded.revision + 1, last: revision });
    this.remembered.set(stream, { state: facts.reduce(decider.evolve, loaded.state), revision, traces });
    return { outcome: 'accepted', revision, facts, repeated: false };
  }

  /** The answer that the first sending of a command was given. */
  private async asBefore<C extends Command, State, Event extends Fact, Code extends string>(
    decider: AnyDecider<C, State, Event, Code>,
    stream: string,
    trace: TraceOfCommand,
  ): Promise<Outcome<Event, Code>> {
    const stored = (await this.store.read(stream, trace.first)).slice(0, trace.last - trace.first + 1);
    const facts = await Promise.all(stored.map((fact) => openFact(decider, fact, this.keys)));
    return { outcome: 'accepted', revision: trace.last, facts: facts as Event[], repeated: true };
  }

  private digest(type: string, sent: unknown): string {
    return createHmac('sha256', this.requestKey).update(canonicalJson([type, sent])).digest('hex').slice(0, 32);
  }
}

interface Answer<Event extends Fact, Code extends string> {
  readonly repeat?: TraceOfCommand;
  readonly facts?: readonly Event[];
  readonly outcome: Outcome<Event, Code>;
}

/** In this order: a repeat is answered as before, then `If-Match` is looked at, then the rules are asked. */
function answer<C extends Command, State, Event extends Fact, Code extends string>(
  decider: AnyDecider<C, State, Event, Code>,
  loaded: Loaded<State>,
  command: C,
  envelope: CommandEnvelope,
  requestDigest: string,
): Answer<Event, Code> {
  const { revision } = loaded;
  const trace = loaded.traces.get(envelope.commandId);
  if (trace !== undefined && trace.requestDigest !== requestDigest) return { outcome: { outcome: 'reused', revision } };
  const accepted = { outcome: 'accepted', revision, facts: [], repeated: trace !== undefined } as const;
  if (trace !== undefined) return { repeat: trace, outcome: accepted };
  if (envelope.expectedRevision !== undefined && envelope.expectedRevision !== revision) return { outcome: { outcome: 'stale', revision } };
  const decision = decider.decide(command, loaded.state);
  if (isRejection(decision)) return { outcome: { outcome: 'rejected', revision, rejection: decision } };
  return decision.length === 0 ? { outcome: accepted } : { facts: decision, outcome: accepted };
}

function remember(traces: Map<string, TraceOfCommand>, trace: CommandTrace, revision: number): void {
  const known = traces.get(trace.commandId);
  traces.set(trace.commandId, { requestDigest: trace.requestDigest, first: known?.first ?? revision, last: revision });
}
