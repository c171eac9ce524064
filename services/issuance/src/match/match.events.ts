import type { Fact } from '@ekey/kernel';

/** How many of each were compared in one night. */
export interface Compared {
  readonly tokens: number;
  readonly certificates: number;
  readonly orders: number;
}

/** Everything was compared. `day` is that of the night in Asia/Shanghai; `different` says how many things do not agree now. */
export type MatchCompleted = Fact<
  'MatchCompleted',
  Compared & {
    readonly day: string;
    readonly different: number;
    readonly startedAt: string;
    readonly completedAt: string;
  }
>;
export type MatchEvent = MatchCompleted;
