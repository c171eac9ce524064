import type { Actor, Fact, Recorded } from '@ekey/kernel';
import type { ParkedFacts } from './reactor-store.port';

/** The revision of a stream that does not exist. */
export const NO_STREAM = -1;

/** The fact in whose place a feed delivers a record that cannot be read; `data.cause` says why. */
export const BROKEN_RECORD = '$broken-record';

/** What a store keeps of a fact beside what subscriptions need: by this a repeated command is recognised. */
export interface CommandTrace {
  readonly commandId: string;
  /** Keyed HMAC of what the caller sent, as text. */
  readonly requestDigest: string;
}

/** A fact as it stands in the log: personal fields sealed, data in the version it was written in. */
export type StoredFact = Recorded<Fact> & { readonly trace: CommandTrace };

/** The facts of one command, to be stored together or not at all. */
export interface Append {
  readonly stream: string;
  /** The revision of the last fact that the decision knew, or `NO_STREAM`. */
  readonly expectedRevision: number;
  readonly facts: readonly { readonly type: string; readonly data: object; readonly schemaVersion: number }[];
  readonly trace: CommandTrace;
  /** Of each fact, in order: UUIDv5 of (command id, index, decision). */
  readonly ids: readonly string[];
  readonly recordedAt: string;
  readonly correlationId: string;
  readonly causationId: string;
  readonly actor: Actor;
}

/**
 * Facts in order, and the call that says they are dealt with. A batch without facts says that there was nothing for the
 * reader for a while: where others share the log, his checkpoint would stay far behind for want of facts.
 */
export interface Batch<F extends Fact = Fact> {
  readonly facts: readonly Recorded<F>[];
  /** Moves the group's checkpoint behind the batch and all that came before it. */
  readonly done: () => Promise<void>;
  /** Cases have come to this process that another of the group had: what it has parked of them has to be learned first. */
  readonly recall?: boolean;
}

/**
 * Delivery from a group's checkpoint on, for as long as the signal stands. At least once, in order within a case. Where
 * several processes read as one group, each case is with one of them at a time.
 */
export interface Feed {
  readonly name: string;
  batches(group: string, signal: AbortSignal): AsyncIterable<Batch>;
  /** The fact at a position as it reads now, for one that was broken when it was delivered; a feed may not be able to. */
  at?(position: number): Promise<Recorded | undefined>;
  /** Up to which position a group has dealt with everything; 0 at first. */
  position(group: string): Promise<number>;
  /** Whether the group has dealt with everything that had happened when it was asked. */
  caughtUp(group: string): Promise<boolean>;
  /**
   * Asked before anything is written, where one who has read further than there is would be told too late: new facts would
   * be given numbers that he believes to have dealt with. @throws LogSetBack
   */
  refuseSetBack?(group: string): Promise<void>;
  /**
   * The newest facts that a group has dealt with and has not parked, of each share of the feed; without a group, the newest
   * of all. Only for feeds whose groups keep their place elsewhere than what they have made: one may be lost without the other.
   */
  newest?(group?: string): Promise<readonly Recorded[]>;
  /** Where a group keeps what it could not handle, if that has to follow the cases from process to process. */
  parking?(group: string): ParkedFacts;
}

/**
 * The source of truth of one service. Order holds within a stream; the position over all streams grows, with gaps.
 * Every method refuses a stream of another owner (`ForeignStream`).
 */
export interface EventStore {
  readonly owner: string;
  /**
   * @returns the facts of a stream from `fromRevision` on, oldest first; none where there is no such stream.
   * @throws BrokenRecord where one of them cannot be read or is missing.
   */
  read(stream: string, fromRevision?: number): Promise<readonly StoredFact[]>;
  /**
   * Resolves when the facts are on disk: all of them or, where it rejects, none. The same append made twice is stored
   * once; the second may resolve or be refused.
   * @throws WrongExpectedRevision where the stream is not at the expected revision; nothing is stored.
   */
  append(append: Append): Promise<void>;
  /**
   * For audit, replay and rebuilding.
   * @returns at most `limit` facts behind a position, over all streams, in order.
   * @throws BrokenRecord for the first of them that cannot be read; what is behind it can be read from its position on.
   */
  readAll(afterPosition: number, limit: number): Promise<readonly StoredFact[]>;
  /** The position of the newest fact; 0 where there is none. */
  head(): Promise<number>;
  readonly feed: Feed;
  close(): Promise<void>;
}

/** The stream was changed since it was read. */
export class WrongExpectedRevision extends Error {
  constructor(stream: string, expected: number) {
    super(`${stream} is not at revision ${expected}`);
    this.name = 'WrongExpectedRevision';
  }
}

/** A service reached for a stream that is not its own. */
export class ForeignStream extends Error {
  constructor(owner: string, stream: string) {
    super(`${owner} does not own ${stream}: learn of it from what its owner publishes`);
    this.name = 'ForeignStream';
  }
}

/** A log is shorter than its reader remembers it: it was lost, or restored without him. */
export class LogSetBack extends Error {
  constructor(what: string) {
    super(`${what}: restore both together`);
    this.name = 'LogSetBack';
  }
}

/** A stored record does not match its checksum or cannot be read; `stream` names what cannot be trusted. */
export class BrokenRecord extends Error {
  constructor(
    readonly stream: string,
    readonly position: number,
    cause: string,
  ) {
    super(`record ${position} of ${stream} is broken: ${cause}`);
    this.name = 'BrokenRecord';
  }
}
