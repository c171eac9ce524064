import { reject, type Decision } from '@ekey/kernel';
import { isWorthRenewing, leaseFrom } from '../lease';
import type { ClaimTask, ReassignTask, ReleaseTask, RenewLease, ReviewRejection } from '../review.commands';
import type { ReviewEvent } from '../review.events';
import { isHeldBy, isManagerOf } from '../permissions';
import type { ReviewState, UnderReview } from '../review.state';
import { stageRules } from '../stages';
import { noRefusalPending, notHeldByAnother, notUnderReview, officerMayWork } from './conditions';

type Answer = Decision<ReviewEvent, ReviewRejection>;

function renewed({ claim }: UnderReview, officer: string, now: string): readonly ReviewEvent[] {
  if (claim === null || !isWorthRenewing(claim.leaseUntil, now)) return [];
  return [{ type: 'LeaseRenewed', data: { officer, leaseUntil: leaseFrom(now) } }];
}

export function claimTask({ officer, now }: ClaimTask['data'], state: ReviewState): Answer {
  if (state.status !== 'under-review') return notUnderReview(state);
  const unmet = officerMayWork(state, officer) ?? noRefusalPending(state) ?? notHeldByAnother(state, officer, now);
  if (unmet) return unmet;
  if (isHeldBy(state, officer, now)) return renewed(state, officer.id, now);
  const claim = { officer: officer.id, leaseUntil: leaseFrom(now), stage: state.stage, claimedAt: now };
  return [{ type: 'TaskClaimed', data: claim }];
}

/** Reading is activity too. It is never refused, so where there is no living lease there is nothing to renew. */
export function renewLease({ officer, now }: RenewLease['data'], state: ReviewState): Answer {
  if (state.status !== 'under-review' || !isHeldBy(state, officer, now)) return [];
  return renewed(state, officer.id, now);
}

export function releaseTask({ officer, now }: ReleaseTask['data'], state: ReviewState): Answer {
  if (state.status !== 'under-review' || state.claim === null) return [];
  const unmet = notHeldByAnother(state, officer, now);
  if (unmet) return unmet;
  if (state.claim.officer !== officer.id) return [];
  return [{ type: 'TaskReleased', data: { officer: officer.id, releasedAt: now } }];
}

/** The authority's manager hands a task to another of its officers, whoever holds it. */
export function reassignTask({ officer, to, now }: ReassignTask['data'], state: ReviewState): Answer {
  if (state.status !== 'under-review') return notUnderReview(state);
  if (stageRules[state.stage].desk !== 'authority') return reject('AtOtherStage', { stage: state.stage });
  if (!isManagerOf(state.submission.agencyId, officer)) return reject('ManagerNeeded');
  if (officerMayWork(state, to)) return reject('ColleagueUnfit', { stage: state.stage });
  const unmet = noRefusalPending(state);
  if (unmet) return unmet;
  if (isHeldBy(state, to, now)) return renewed(state, to.id, now);
  const lease = { officer: to.id, leaseUntil: leaseFrom(now) };
  const from = state.claim?.officer ?? null;
  return [{ type: 'TaskReassigned', data: { ...lease, stage: state.stage, by: officer.id, from, reassignedAt: now } }];
}
