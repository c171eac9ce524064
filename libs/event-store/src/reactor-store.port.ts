import type { Fact, Recorded } from '@ekey/kernel';

/** A fact that could not be handled, with its cause; later facts of the same key wait behind it. */
export interface ParkedFact {
  readonly reactor: string;
  /** The case, or the stream where there is no case. */
  readonly key: string;
  readonly fact: Recorded<Fact>;
  /** Why the first of its key was parked; `waiting` for those behind it. */
  readonly cause: string;
  readonly attempts: number;
  readonly parkedAt: string;
}

/** How far reactors have got. Kept where they write: what has to be written with a checkpoint is never behind it. */
export interface Checkpoints {
  /** @returns the position up to which the reactor has dealt with everything; 0 at first. */
  checkpoint(reactor: string): Promise<number>;
  saveCheckpoint(reactor: string, position: number): Promise<void>;
  /** Somebody stops and waits for his checkpoint: one that is saved in no hurry is saved now. */
  hurry?(): void;
}

/** What reactors could not handle, until somebody has dealt with it. */
export interface ParkedFacts {
  park(parked: ParkedFact): Promise<void>;
  /** The keys with parked facts, to be asked at start and whenever a feed says so. */
  parkedKeys(reactor: string): Promise<ReadonlySet<string>>;
  /** Oldest first; of one key or of all. */
  parked(reactor?: string, key?: string): Promise<readonly ParkedFact[]>;
  unpark(reactor: string, factId: string): Promise<void>;
}

/** Where a service's reactors keep how far they have got and what they could not handle. */
export interface ReactorStore extends Checkpoints, ParkedFacts {}
