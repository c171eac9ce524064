import type { Fact, KeyOwner } from '@ekey/kernel';
import type { PersonalData } from '@ekey/personal-data';
import { NO_STREAM, type CommandTrace } from './event-store.port';
import { ownersOf } from './sealing';

/** Which facts of its stream a command has stored, by their revisions, and by what it is known again. */
export interface TraceOfCommand {
  readonly requestDigest: string;
  readonly first: number;
  readonly last: number;
}

/** A stream as a decision needs it. */
export interface Loaded<State> {
  readonly state: State;
  readonly revision: number;
  readonly traces: ReadonlyMap<string, TraceOfCommand>;
}

/** A folded stream with what it takes to fold it on, and to know when it must no longer be used. */
export class RememberedStream<State = unknown> implements Loaded<State> {
  static empty<State>(initial: State): RememberedStream<State> {
    return new RememberedStream(initial, NO_STREAM, new Map(), new Set());
  }

  /** Traces and owners are shared with the streams made from this one: they only ever grow, with what is in the log. */
  private constructor(
    readonly state: State,
    readonly revision: number,
    readonly traces: Map<string, TraceOfCommand>,
    private readonly owners: Set<KeyOwner>,
  ) {}

  /** The stream after further facts of one command, given as they are stored. */
  with(state: State, stored: readonly Fact[], { commandId, requestDigest }: CommandTrace): RememberedStream<State> {
    const revision = this.revision + stored.length;
    const known = this.traces.get(commandId);
    const [first, last] = [known?.first ?? this.revision + 1, Math.max(known?.last ?? NO_STREAM, revision)];
    this.traces.set(commandId, { requestDigest, first, last });
    for (const { data } of stored) for (const owner of ownersOf(data)) this.owners.add(owner);
    return new RememberedStream(state, revision, this.traces, this.owners);
  }

  /** Whether a key that had opened some of it is destroyed. */
  async isErased(keys: PersonalData): Promise<boolean> {
    for (const owner of this.owners) if (await keys.isErased(owner)) return true;
    return false;
  }
}
