import type { Decision } from '@ekey/kernel';
import { startClock } from '../deadline';
import type { CloseReview, OpenReview, ReviewRejection } from '../review.commands';
import type { Carried, ReviewEvent, RoundOpened, ReviewOpened, Submission, Target } from '../review.events';
import { contentOf } from '../submission-content';
import { forCarrying, stageRules, type Stage } from '../stages';
import { evolve, type Accepted, type Marks, type ReviewState } from '../review.state';

type Answer = Decision<ReviewEvent, ReviewRejection>;

const isOver = (state: ReviewState): boolean =>
  ['approved', 'refused', 'closed', 'never-opened'].includes(state.status);

function isUnchanged(target: Target, before: Submission, now: Submission): boolean {
  if (target === 'form') return now.changedFields.length === 0;
  return contentOf(before, target) === contentOf(now, target);
}

function carriedOver(accepted: Accepted, before: Submission, now: Submission): Carried {
  const standing = (marks: Marks) =>
    (Object.keys(marks) as Target[]).filter((target) => isUnchanged(target, before, now));
  // Another authority looks for itself.
  const isSameDesk = (stage: Stage) => stageRules[stage].desk === 'provider' || before.agencyId === now.agencyId;
  return forCarrying((stage) => (isSameDesk(stage) ? standing(accepted[stage]) : []));
}

function opened(state: ReviewState, { round, ...submission }: OpenReview['data']): ReviewOpened | RoundOpened {
  if (!('accepted' in state)) return { type: 'ReviewOpened', data: { round, ...submission } };
  const carried = carriedOver(state.accepted, state.submission, submission);
  return { type: 'RoundOpened', data: { round, ...submission, carried } };
}

/** Every confirmed submission opens a round with a clock in full; one that is known or comes after the end opens none. */
export function openReview(data: OpenReview['data'], state: ReviewState): Answer {
  if (isOver(state) || ('round' in state && data.round <= state.round)) return [];
  const fact = opened(state, data);
  const next = evolve(state, fact);
  return next.status === 'under-review' ? [fact, startClock(next, data.submittedAt)] : [];
}

/**
 * The applicant's withdrawal always wins: over an approval, and over a submission that is told later. What is refused or
 * closed stays as it is.
 */
export function closeReview({ ground, closedAt }: CloseReview['data'], state: ReviewState): Answer {
  if (['refused', 'closed', 'never-opened'].includes(state.status)) return [];
  return [{ type: 'ReviewClosed', data: { ground, closedAt } }];
}
