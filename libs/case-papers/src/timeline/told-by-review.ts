import type { DueStage, Published } from '@ekey/contracts';
import type { Recorded } from '@ekey/kernel';
import type { TimelineEntry } from './timeline-sources';

/** A step as its source tells it. */
export type Milestone = Omit<TimelineEntry, 'source'>;

/** By when a round is decided. */
export interface ReviewDue {
  readonly round: number;
  readonly stage: DueStage;
  readonly dueAt: string;
  readonly dueOn: string;
  readonly provisional: boolean;
  readonly breached: boolean;
}

/** What review has told of a case that it alone decides on. */
export interface ToldByReview {
  /** Of the newest round. */
  readonly due: ReviewDue | null;
  readonly milestones: readonly Milestone[];
}

type Told = Published<
  | 'review.ApplicationReVerified.v1'
  | 'review.ApplicationRejected.v1'
  | 'review.DueDateSet.v1'
  | 'review.DeadlineBreached.v1'
>;

/** Who decided is not told, and what the case knows is not repeated. */
const TOLD: readonly string[] = ['round', 'reasons', 'remark', 'stage', 'dueOn', 'provisional'];

/** For a part of a view. */
export function toldByReview(part: ToldByReview | null, { type, data, meta }: Recorded<Told>): ToldByReview {
  const detail = Object.fromEntries(Object.entries(data).filter(([name]) => TOLD.includes(name)));
  const code = type.split('.')[1] ?? type;
  const milestones = [...(part?.milestones ?? []), { sequence: meta.revision, at: meta.recordedAt, code, detail }];
  if (type !== 'review.DueDateSet.v1' && type !== 'review.DeadlineBreached.v1')
    return { due: part?.due ?? null, milestones };
  const { round = 1, stage, dueAt, dueOn, provisional } = data;
  const breached = type === 'review.DeadlineBreached.v1' || isStillMissed(part?.due ?? null, round, dueAt);
  return { due: { round, stage, dueAt, dueOn, provisional, breached }, milestones };
}

/** Review says once that a day was missed: restated to no later one, it still is. */
const isStillMissed = (before: ReviewDue | null, round: number, dueAt: string): boolean =>
  before !== null && before.breached && before.round === round && dueAt <= before.dueAt;
