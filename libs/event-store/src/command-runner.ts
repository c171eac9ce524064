import { createHmac, randomUUID } from 'node:crypto';
import {
  canonicalJson,
  currentVersion,
  fold,
  isRejection,
  LeastRecentlyUsed,
  streamIdOf,
  streamName,
  Turns,
  type Actor,
  type Command,
  type Decider,
  type Fact,
  type Rejection,
} from '@ekey/kernel';
import type { PersonalData } from '@ekey/personal-data';
import { factId } from './derived-id';
import { NO_STREAM, WrongExpectedRevision, type Append, type CommandTrace, type EventStore } from './event-store.port';
import { RememberedStream, type Loaded, type TraceOfCommand } from './remembered-stream';
import { openFact, ownersOf, sealFact } from './sealing';

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
  /** The caller has seen this revision and decides on it alone: where it is no longer so, he is told and not guessed for. */
  readonly expectedRevision?: number;
}

/** What became of a command. `revision` is the stream's after it, or `NO_STREAM`. */
export type Outcome<Event extends Fact = Fact, Code extends string = string> =
  | {
      readonly outcome: 'accepted';
      readonly revision: number;
      readonly facts: readonly Event[];
      readonly repeated: boolean;
    }
  | { readonly outcome: 'rejected'; readonly revision: number; readonly rejection: Rejection<Code> }
  /** The stream is not at the revision that the caller has seen. */
  | { readonly outcome: 'stale'; readonly revision: number }
  /** The command's id was used before, for something else. */
  | { readonly outcome: 'reused'; readonly revision: number };

/** An answer, or what has to be done before there is one. */
type Decided<Event extends Fact, Code extends string> =
  | { readonly facts: readonly Event[] }
  | { readonly repeats: TraceOfCommand }
  | { readonly outcome: Outcome<Event, Code> };

type Memory = LeastRecentlyUsed<RememberedStream>;

const ATTEMPTS = 3;
const REMEMBERED_STREAMS = 1_000;

/**
 * load → upcast → fold → decide → append, for every decider of a service.
 *
 * A folded stream is remembered. What is remembered may be behind the log where several processes write it, so on its own
 * it may only ever lead to facts (the append proves it current) or to an answer that was given before; anything else is
 * said on a stream that was read up to its end.
 */
export class CommandRunner {
  /** Replaced as a whole by `forget`; whoever began before goes on with the one he began with. */
  private remembered: Memory;
  private readonly turns = new Turns();
  /** By the type of the command. */
  private readonly digestsOfNothing = new Map<string, string>();

  constructor(
    private readonly store: EventStore,
    private readonly keys: PersonalData,
    private readonly requestKey: Buffer,
    private readonly remember = REMEMBERED_STREAMS,
  ) {
    this.remembered = new LeastRecentlyUsed(remember);
  }

  /** @throws what the store or the key store throws; a refusal is an outcome. */
  async run<C extends Command, State, Event extends Fact, Code extends string>(
    decider: Decider<C, State, Event, Code>,
    id: string,
    command: C,
    envelope: CommandEnvelope,
  ): Promise<Outcome<Event, Code>> {
    const stream = streamName(decider.category, id);
    return this.turns.take(stream, async () => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await this.attempt(decider, stream, command, envelope);
        } catch (error) {
          this.remembered.delete(stream);
          // With `If-Match`, the next attempt finds another revision than the caller has seen, and says so.
          if (!(error instanceof WrongExpectedRevision) || attempt === ATTEMPTS) throw error;
        }
      }
    });
  }

  /** Reads and folds a stream: for authorisation and for asking `decide` what may be done now. */
  async load<C extends Command, State, Event extends Fact, Code extends string>(
    decider: Decider<C, State, Event, Code>,
    id: string,
  ): Promise<Loaded<State>> {
    const stream = streamName(decider.category, id);
    const memory = this.remembered;
    return this.readUp(memory, decider, stream, await this.recall<State>(stream));
  }

  /** Whether the stream holds facts of this command. */
  async holds(stream: string, commandId: string): Promise<boolean> {
    const known = this.remembered.get(stream);
    if (known?.traces.has(commandId)) return true;
    const further = await this.store.read(stream, (known?.revision ?? NO_STREAM) + 1);
    return further.some((fact) => fact.trace.commandId === commandId);
  }

  /**
   * Lets go of every folded stream. Whoever destroys a key calls this, so that what it had opened does not stay in
   * memory; no decision would see it either way.
   */
  forget(): void {
    this.remembered = new LeastRecentlyUsed(this.remember);
  }

  private async attempt<C extends Command, State, Event extends Fact, Code extends string>(
    decider: Decider<C, State, Event, Code>,
    stream: string,
    command: C,
    envelope: CommandEnvelope,
  ): Promise<Outcome<Event, Code>> {
    const trace = { commandId: envelope.commandId, requestDigest: this.digest(command.type, envelope.sent) };
    const memory = this.remembered;
    const recalled = this.recall<State>(stream);
    const known = recalled instanceof Promise ? await recalled : recalled;
    const first = known && decideOn(decider, known, command, envelope, trace);
    const isCertain = first !== undefined && !('outcome' in first);
    const loaded = isCertain && known ? known : await this.readUp(memory, decider, stream, known);
    const decided = first && loaded === known ? first : decideOn(decider, loaded, command, envelope, trace);
    if ('outcome' in decided) return decided.outcome;
    if ('repeats' in decided) return this.asBefore(decider, stream, decided.repeats);
    return this.append(memory, decider, stream, loaded, decided.facts, trace, envelope);
  }

  private async append<C extends Command, State, Event extends Fact, Code extends string>(
    memory: Memory,
    decider: Decider<C, State, Event, Code>,
    stream: string,
    loaded: RememberedStream<State>,
    facts: readonly Event[],
    trace: CommandTrace,
    { recordedAt, correlationId, causationId, actor }: CommandEnvelope,
  ): Promise<Outcome<Event, Code>> {
    const id = streamIdOf(stream);
    const written: Append['facts'][number][] = [];
    for (const fact of facts) {
      const data = decider.personal === undefined ? fact.data : await sealFact(decider, fact, id, this.keys);
      written.push({ type: fact.type, data, schemaVersion: currentVersion(decider.upcasters, fact.type) });
    }
    // Told by it from what others decide, and from what was decided here before and may be stored later than it was waited for.
    const decision = randomUUID();
    await this.store.append({
      stream,
      expectedRevision: loaded.revision,
      facts: written,
      trace,
      ids: facts.map((_fact, index) => factId(trace.commandId, index, decision)),
      recordedAt,
      correlationId,
      causationId: causationId ?? trace.commandId,
      actor,
    });
    const owners = written.flatMap(({ data }) => ownersOf(decider, data));
    const after = loaded.after(fold(decider, facts, loaded.state), facts.length, trace, owners);
    memory.set(stream, after);
    return { outcome: 'accepted', revision: after.revision, facts, repeated: false };
  }

  /** The answer that the first sending of a command was given. */
  private async asBefore<C extends Command, State, Event extends Fact, Code extends string>(
    decider: Decider<C, State, Event, Code>,
    stream: string,
    { first, last }: TraceOfCommand,
  ): Promise<Outcome<Event, Code>> {
    const stored = (await this.store.read(stream, first)).slice(0, last - first + 1);
    const facts = await Promise.all(stored.map((fact) => openFact(decider, fact, this.keys)));
    return { outcome: 'accepted', revision: last, facts: facts as Event[], repeated: true };
  }

  /** What is remembered of a stream, unless it was made with a key that has been destroyed since. */
  private recall<State>(
    stream: string,
  ): Promise<RememberedStream<State> | undefined> | RememberedStream<State> | undefined {
    const known = this.remembered.get(stream) as RememberedStream<State> | undefined;
    return known?.isPersonal ? this.unlessErased(stream, known) : known;
  }

  private async unlessErased<State>(stream: string, known: RememberedStream<State>) {
    if (!(await known.isErased(this.keys))) return known;
    this.remembered.delete(stream);
    return undefined;
  }

  /** The stream up to its end: what is remembered, and what has been stored behind it. */
  private async readUp<C extends Command, State, Event extends Fact, Code extends string>(
    memory: Memory,
    decider: Decider<C, State, Event, Code>,
    stream: string,
    known = RememberedStream.empty(decider.initial),
  ): Promise<RememberedStream<State>> {
    let loaded = known;
    for (const fact of await this.store.read(stream, known.revision + 1)) {
      const state = decider.evolve(loaded.state, (await openFact(decider, fact, this.keys)) as Event);
      loaded = loaded.after(state, 1, fact.trace, ownersOf(decider, fact.data));
    }
    const remembered = memory.get(stream)?.revision ?? NO_STREAM;
    if (loaded.revision > remembered) memory.set(stream, loaded);
    return loaded;
  }

  /** Two of three commands come from a reactor, which sends nothing. */
  private digest(type: string, sent: unknown): string {
    const text = canonicalJson(sent);
    if (text !== '{}') return this.digestOf(type, text);
    const digest = this.digestsOfNothing.get(type) ?? this.digestOf(type, text);
    this.digestsOfNothing.set(type, digest);
    return digest;
  }

  private digestOf(type: string, sent: string): string {
    const hmac = createHmac('sha256', this.requestKey).update(`[${JSON.stringify(type)},${sent}]`);
    return hmac.digest('base64url').slice(0, 22);
  }
}

/** In this order: a repeat is answered as before, then `If-Match` is looked at, then the rules are asked. */
function decideOn<C extends Command, State, Event extends Fact, Code extends string>(
  decider: Decider<C, State, Event, Code>,
  { state, revision, traces }: Loaded<State>,
  command: C,
  { expectedRevision }: CommandEnvelope,
  { commandId, requestDigest }: CommandTrace,
): Decided<Event, Code> {
  const before = traces.get(commandId);
  if (before !== undefined)
    return before.requestDigest === requestDigest ? { repeats: before } : { outcome: { outcome: 'reused', revision } };
  if (expectedRevision !== undefined && expectedRevision !== revision)
    return { outcome: { outcome: 'stale', revision } };
  const decision = decider.decide(command, state);
  if (isRejection(decision)) return { outcome: { outcome: 'rejected', revision, rejection: decision } };
  if (decision.length === 0) return { outcome: { outcome: 'accepted', revision, facts: [], repeated: false } };
  return { facts: decision };
}
