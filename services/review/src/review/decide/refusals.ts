import { isProvidersAlone } from '@ekey/contracts';
import { reject, type Decision, type Rejection } from '@ekey/kernel';
import type { DeclineRefusal, ProposeRefusal, RefuseApplication, ReviewRejection } from '../review.commands';
import type { ReviewEvent } from '../review.events';
import { isManagerOf } from '../permissions';
import type { ReviewState, UnderReview } from '../review.state';
import { notUnderReview, officerIsAtWork, roundIsCurrent } from './conditions';

type Answer = Decision<ReviewEvent, ReviewRejection>;
type Unmet = Rejection<ReviewRejection> | null;

/** A refusal is for applications that an authority decides on, for remarks it can be told by. */
function refusable({ stage, submission }: UnderReview, ground: string, remark: string): Unmet {
  if (isProvidersAlone(stage)) return reject('AtOtherStage', { stage });
  if (ground === 'discretion' && submission.kind !== 'additional') return reject('GroundUnfit', { ground });
  return remark.trim() ? null : reject('RemarkMissing');
}

/** Who works on the case thinks that no resubmission can help; until the manager has answered nobody else decides. */
export function proposeRefusal(data: ProposeRefusal['data'], state: ReviewState): Answer {
  if (state.status !== 'under-review') return notUnderReview(state);
  const unmet = officerIsAtWork(state, data) ?? refusable(state, data.ground, data.remark);
  if (unmet) return unmet;
  const { officer, ground, remark, round, now } = data;
  return [
    {
      type: 'RefusalProposed',
      data: { round, stage: state.stage, officer: officer.id, ground, remark, decidedAt: now },
    },
  ];
}

const managerDecides = (state: UnderReview, data: DeclineRefusal['data']): Unmet =>
  roundIsCurrent(state, data.round) ??
  (isManagerOf(state.submission.agencyId, data.officer) ? null : reject('ManagerNeeded'));

export function declineRefusal(data: DeclineRefusal['data'], state: ReviewState): Answer {
  if (state.status !== 'under-review') return notUnderReview(state);
  const unmet = managerDecides(state, data);
  if (unmet) return unmet;
  if (state.proposal === null) return reject('RefusalNotProposed');
  if (!data.remark.trim()) return reject('RemarkMissing');
  const { officer, remark, round, now } = data;
  return [
    {
      type: 'RefusalDeclined',
      data: { round, officer: officer.id, proposedBy: state.proposal.by, remark, decidedAt: now },
    },
  ];
}

/** 不予办理, with or without a proposal, at either stage, whoever holds the task. */
export function refuseApplication(data: RefuseApplication['data'], state: ReviewState): Answer {
  if (state.status !== 'under-review') return notUnderReview(state);
  const unmet = managerDecides(state, data) ?? refusable(state, data.ground, data.remark);
  if (unmet) return unmet;
  const { kind, uscc, agencyId } = state.submission;
  const { officer, ground, remark, round, now } = data;
  const proposedBy = state.proposal?.by ?? null;
  return [
    {
      type: 'ApplicationRefused',
      data: { kind, uscc, agencyId, round, officer: officer.id, ground, proposedBy, remark, decidedAt: now },
    },
  ];
}
