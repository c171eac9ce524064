import type { Fact } from './fact';
import type { PersonalData } from './personal-data';

/** An intent that may be refused. `now` and every id come in with it, so that a decision never asks the world. */
export interface Command<Type extends string = string, Data extends object = object> {
  readonly type: Type;
  readonly data: Data;
}

/** What every refusal tells of itself when it is answered (RFC 9457 §3.1, with our code, messages and errors). */
export type RefusalWord = 'type' | 'title' | 'status' | 'detail' | 'instance' | 'code' | 'messages' | 'errors';

/** What a refusal tells besides, by name: never under one of its own words, where it would be lost. */
export type Besides<Value = unknown> = Readonly<Record<string, Value>> & { readonly [Word in RefusalWord]?: never };

/** A refusal with a code from a closed set; nothing is stored. `detail` is for the caller's eyes and holds no personal data. */
export interface Rejection<Code extends string = string> {
  readonly rejected: Code;
  readonly detail?: Besides;
}

/** The facts that follow from a command (none: what is asked for is already so), or one refusal. */
export type Decision<Event extends Fact, Code extends string> = readonly Event[] | Rejection<Code>;

/**
 * The rules of one kind of stream, as data and pure functions.
 *
 * `evolve` never refuses and never throws: an unknown fact leaves the state as it is. What the facts hold of persons is
 * declared in `personal`; the decider itself sees plain values, or `null` once the key that sealed them is destroyed.
 */
export interface Decider<C extends Command, State, Event extends Fact, Code extends string> {
  /** `<service>.<Noun>`, the text before the first `-` of every stream of this kind. */
  readonly category: string;
  readonly initial: State;
  readonly decide: (command: C, state: State) => Decision<Event, Code>;
  readonly evolve: (state: State, event: Event) => State;
  readonly personal?: PersonalData<Event>;
  readonly upcasters?: Upcasters;
}

/** The shape of a stored fact of an older version turned into the next one; the key is `<Type>.v<N>`, the result is version N + 1. */
export type Upcasters = Readonly<Record<string, (data: Readonly<Record<string, unknown>>) => Record<string, unknown>>>;

/** Shorthand for a refusal. */
export const reject = <Code extends string>(rejected: Code, detail?: Besides): Rejection<Code> =>
  detail === undefined ? { rejected } : { rejected, detail };

/** Tells a refusal from facts. */
export const isRejection = <Event extends Fact, Code extends string>(
  decision: Decision<Event, Code>,
): decision is Rejection<Code> => !Array.isArray(decision);

/** The state that a sequence of facts leads to. */
export const fold = <State, Event extends Fact>(
  decider: Pick<Decider<Command, State, Event, string>, 'evolve' | 'initial'>,
  facts: readonly Event[],
  from: State = decider.initial,
): State => facts.reduce((state, fact) => decider.evolve(state, fact), from);
