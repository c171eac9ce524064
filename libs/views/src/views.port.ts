import { Unavailable, type Fact, type IndexValue, type Recorded, type View } from '@ekey/kernel';

/** A view whatever its parts and answers. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the store treats every view alike and looks into none
export type AnyView = View<any, any>;
export type AnswerOf<V> = V extends View<infer _Parts, infer Answer> ? Answer : never;

/** One bound on one index: equal to a value, one of several, or a half-open range (`from` included, `to` not). */
export type Condition =
  IndexValue | { readonly in: readonly IndexValue[] } | { readonly from?: IndexValue; readonly to?: IndexValue };

export interface ViewQuery {
  /** All of them hold; each names a declared index. */
  readonly where?: Readonly<Record<string, Condition>>;
  /** A declared index (default: the key); ties are broken by the key, so that pages never overlap. */
  readonly orderBy?: string;
  readonly descending?: boolean;
  /** 1–200. */
  readonly limit: number;
  /** As `next` of the page before gave it. */
  readonly after?: string;
}

export interface Page<Answer> {
  readonly items: readonly Answer[];
  /** Opaque; absent on the last page. */
  readonly next?: string;
}

/** "At least what the writer of this revision has seen": the document's part of that service must have reached `revision`. */
export interface AtLeast {
  readonly service: string;
  readonly revision: number;
}

/** The documents of one service's views: JSON with declared indexes, each part guarded by the revision of its stream. */
export interface ViewStore {
  /** Makes what is missing for these views, and begins a rebuild beside the live one where a version is new. */
  open(views: readonly AnyView[]): Promise<void>;
  /**
   * Projects facts, in order, all of them or none; readers are answered from it when it resolves. It is stored before any
   * checkpoint that is saved after it. A fact at or below a part's revision is dropped.
   */
  apply(view: AnyView, facts: readonly Recorded<Fact>[]): Promise<void>;
  /**
   * @param atLeast waits (≤ 5 s) for the document's part of that service to reach the revision.
   * @throws ViewBehind where it has not by then.
   */
  get<V extends AnyView>(view: V, key: string, atLeast?: AtLeast): Promise<AnswerOf<V> | null>;
  find<V extends AnyView>(view: V, query: ViewQuery): Promise<Page<AnswerOf<V>>>;
  /**
   * The same object as long as every answer of the view is the same, told without asking anybody; nothing where that cannot be
   * told, because others write the view too or it answers nobody yet.
   */
  edition(view: AnyView): object | undefined;
  /** Roughly, for limits that need not be met to the dot: what was applied within the last moment may not be counted. */
  count(view: AnyView, where?: ViewQuery['where']): Promise<number>;
  /** The views whose version is new: they take facts, but answer nobody (`ViewBehind`) before a switch to them. */
  pending(): readonly AnyView[];
  /** Answers readers from what the view has been given so far, and drops the version that stood before. */
  switchTo(view: AnyView): Promise<void>;
  /**
   * Builds the view from all its facts beside the live one, then switches to it. Facts that are applied meanwhile are in
   * it too, so that nothing has to stand still.
   * @param facts of every source, in batches; in order within a stream.
   */
  rebuild(view: AnyView, facts: AsyncIterable<readonly Recorded[]>): Promise<void>;
  /**
   * As `rebuild`, unless another process is at the same: then waits until that one has ended, however it did.
   * @returns whether it was built here; otherwise what is wanted may still not be there.
   */
  rebuildUnlessAnother(view: AnyView, facts: AsyncIterable<readonly Recorded[]>): Promise<boolean>;
  /** Whether one of these facts, all of which were applied once, is not known to the document it changed: the store was emptied, or is an older one. */
  hasMissed(view: AnyView, facts: readonly Recorded[]): Promise<boolean>;
  /** Builds the view from all its facts apart, and says whether the live one tells the same. */
  compare(view: AnyView, facts: AsyncIterable<readonly Recorded[]>): Promise<Comparison>;
  close(): Promise<void>;
}

/** Whether a live view is what its facts make of it. */
export interface Comparison {
  readonly equal: boolean;
  /** How many documents were compared, of either side. */
  readonly documents: number;
  readonly differing: number;
  /** The key of the first document that differs. */
  readonly firstDifference?: string;
}

/** The view has not caught up within the time that a reader waits. */
export class ViewBehind extends Error {
  constructor(view: string) {
    super(`${view} has not caught up yet`);
    this.name = 'ViewBehind';
  }
}

/** A cursor that this query has not given, or an index that is not declared. */
export class BadQuery extends Error {
  constructor(detail: string) {
    super(detail);
    this.name = 'BadQuery';
  }
}

/** A stored document cannot be read any more: the view has to be rebuilt. */
export class BrokenDocument extends Error {
  constructor(view: string, key: string) {
    super(`the document ${key} of ${view} cannot be read: rebuild the view`);
    this.name = 'BrokenDocument';
  }
}

/**
 * Views can be neither written nor asked now: their server does not answer, or not us. It concerns no fact in particular:
 * whoever meets it waits and tries again, and parks nothing.
 */
export class ViewsUnavailable extends Unavailable {
  constructor(server: string, cause: string) {
    super(`views at ${server}: ${cause}`);
    this.name = 'ViewsUnavailable';
  }
}
