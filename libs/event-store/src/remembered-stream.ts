import type { KeyOwner } from '@ekey/kernel';
import type { PersonalData } from '@ekey/personal-data';
import { NO_STREAM, type CommandTrace } from './event-store.port';

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

  /** The stream after further facts of one command, opened or sealed with the keys of `owners`. */
  after(state: State, facts: number, trace: CommandTrace, owners: readonly KeyOwner[]): RememberedStream<State> {
    const revision = this.revision + facts;
    const known = this.traces.get(trace.commandId);
    this.traces.set(trace.commandId, {
      requestDigest: trace.requestDigest,
      first: known?.first ?? this.revision + 1,
      last: Math.max(known?.last ?? NO_STREAM, revision),
    });
    for (const owner of owners) this.owners.add(owner);
    return new RememberedStream(state, revision, this.traces, this.owners);
  }

  /** Whether keys were needed for it. */
  get isPersonal(): boolean {
    return this.owners.size > 0;
  }

  /** Whether a key that had opened some of it is destroyed. */
  async isErased(keys: PersonalData): Promise<boolean> {
    for (const owner of this.owners) if (await keys.isErased(owner)) return true;
    return false;
  }
}
