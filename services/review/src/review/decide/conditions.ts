import { reject, type Rejection } from '@ekey/kernel';
import type { Officer, ReviewRejection } from '../review.commands';
import type { Target } from '../review.events';
import { isFitFor, isHeldBy, isHeldByAnother } from '../permissions';
import type { ReviewState, UnderReview } from '../review.state';

/** The refusal of a command by an unmet condition, or `null` where it is met. */
type Unmet = Rejection<ReviewRejection> | null;

export const notUnderReview = (state: Exclude<ReviewState, UnderReview>): Rejection<ReviewRejection> =>
  state.status === 'unknown' || state.status === 'never-opened'
    ? reject('ReviewMissing')
    : reject('NotUnderReview', { state: state.status });

/** The stage is this officer's: by role, by authority, and as a second person after the pre-verifier. */
export function officerMayWork(state: UnderReview, officer: Officer): Unmet {
  if (!isFitFor(state, officer)) return reject('OfficerUnfit', { stage: state.stage });
  if (state.stage === 're-verification' && officer.id === state.preVerifier) return reject('SecondPersonNeeded');
  return null;
}

export const noRefusalPending = ({ proposal }: UnderReview): Unmet =>
  proposal === null ? null : reject('RefusalPending');

export const roundIsCurrent = (state: UnderReview, round: number): Unmet =>
  state.round === round ? null : reject('RoundOver', { round: state.round });

export const notHeldByAnother = (state: UnderReview, officer: Officer, now: string): Unmet =>
  isHeldByAnother(state, officer, now) ? reject('ClaimedByAnother', { until: state.claim?.leaseUntil }) : null;

/** What every step of the work on a case asks: the right officer, on this round, with a living claim. */
export function officerIsAtWork(
  state: UnderReview,
  { officer, round, now }: { readonly officer: Officer; readonly round: number; readonly now: string },
): Unmet {
  return (
    roundIsCurrent(state, round) ??
    officerMayWork(state, officer) ??
    noRefusalPending(state) ??
    notHeldByAnother(state, officer, now) ??
    (isHeldBy(state, officer, now) ? null : reject('NotClaimed'))
  );
}

/** The form as filled in and every document of the submission: what one round must judge whole. */
export const targetsOf = ({ submission }: UnderReview): readonly Target[] => [
  'form',
  ...submission.documents.map(({ slot }) => slot),
];
