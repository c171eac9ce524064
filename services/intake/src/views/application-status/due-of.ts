import type { DueStage } from '@ekey/contracts';
import type { StatusCode } from '../status-codes';
import { toldOf, type Sources } from './status-of';
import type { Told } from './others.parts';

/** By when the next step is due, as the service that holds the clock has stated it. */
export interface Due {
  readonly stage: DueStage;
  readonly dueAt: string;
  readonly dueOn: string;
  /** A day counted lies in a year whose official calendar is not published yet. */
  readonly provisional: boolean;
  readonly breached: boolean;
}

const CLOCK_OF: Partial<Readonly<Record<StatusCode, DueStage>>> = {
  PRECHECK: 'pre-verification',
  RECHECK: 're-verification-and-making',
  APPROVED: 're-verification-and-making',
  PRODUCING: 're-verification-and-making',
  ARRIVED: 'pickup-notice',
};

/** The clock that runs in this status; none where the case is with the applicant, on its way, or has ended. */
export function dueOf(status: StatusCode, { own, review, issuance }: Sources): Due | null {
  const stage = CLOCK_OF[status];
  if (stage === undefined) return null;
  const of = (told: readonly Told[]): readonly Told[] => told.filter(({ data }) => data['stage'] === stage);
  // Issuance takes the clock over, and restates it for every key that is made again.
  const clock =
    of(toldOf(issuance, 'issuance.DueDateSet.v1')).at(-1) ??
    of(toldOf(review, 'review.DueDateSet.v1')).findLast(({ data }) => data['round'] === own.round);
  if (clock === undefined) return null;
  const { dueAt, dueOn, provisional, startedAt } = clock.data as unknown as Due & { startedAt: string };
  const breaches = of([
    ...toldOf(review, 'review.DeadlineBreached.v1'),
    ...toldOf(issuance, 'issuance.DeadlineBreached.v1'),
  ]);
  // Restated to a later day than was missed, it may still be kept.
  const breached = breaches.some(({ data }) => data['startedAt'] === startedAt && String(data['dueAt']) >= dueAt);
  return { stage, dueAt, dueOn, provisional, breached };
}
