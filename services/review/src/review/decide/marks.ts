import { rejectionReason } from '@ekey/contracts';
import { reject, type Decision, type Rejection } from '@ekey/kernel';
import { isWorthRenewing, leaseFrom } from '../lease';
import type { GivenMark, ReviewRejection, SaveMarks } from '../review.commands';
import type { Mark, MarksSaved, ReviewEvent } from '../review.events';
import { acceptedAt, type ReviewState, type UnderReview } from '../review.state';
import { notUnderReview, officerIsAtWork, targetsOf } from './conditions';

type Refusal = Rejection<ReviewRejection>;

/** A reason is given only for what the catalogue lists it for, and only where reviewers may give it. */
const reasonFits = (state: UnderReview, code: string, target: Mark['target']): boolean => {
  const reason = rejectionReason(code);
  const here = state.stage === 'renewal' ? 'renewal' : 'review';
  return reason !== undefined && reason.targets.includes(target) && reason.stages.includes(here);
};

const isAccepted = (state: UnderReview, target: Mark['target']): boolean =>
  acceptedAt(state.accepted, state.stage)[target] !== undefined;

function marked(state: UnderReview, given: GivenMark): Mark | Refusal {
  const { target, verdict } = given;
  if (!targetsOf(state).includes(target)) return reject('TargetUnknown', { target });
  if (given.verdict === 'ok') return { target, verdict, findings: [], late: false };
  if (given.findings.length === 0) return reject('FindingsMissing', { target });
  const unfit = given.findings.find(({ code }) => !reasonFits(state, code, target));
  if (unfit) return reject('ReasonUnfit', { target, reason: unfit.code });
  const late = isAccepted(state, target);
  if (late && !given.reason?.trim()) return reject('LateReasonMissing', { target });
  return { target, verdict, findings: given.findings, late };
}

/** Why each late defect was not seen before; nothing else is kept of it. */
function reasonsOf(given: readonly GivenMark[], marks: readonly Mark[]): MarksSaved['data']['reasons'] {
  const late = new Set(marks.filter((mark) => mark.late).map(({ target }) => target));
  const reasons = given.flatMap((mark) =>
    mark.verdict === 'defective' && late.has(mark.target) ? [[mark.target, mark.reason]] : [],
  );
  return reasons.length === 0 ? null : Object.fromEntries(reasons);
}

/** The fact that these marks were made, or why one of them cannot be. Of two marks for one thing the later holds. */
export function marksSaved(
  state: UnderReview,
  given: readonly GivenMark[],
  { officer, now }: { readonly officer: { readonly id: string }; readonly now: string },
): MarksSaved | Refusal {
  const latest = [...new Map(given.map((mark) => [mark.target, mark])).values()];
  const marks: Mark[] = [];
  for (const each of latest) {
    const mark = marked(state, each);
    if ('rejected' in mark) return mark;
    marks.push(mark);
  }
  const lease = { officer: officer.id, leaseUntil: leaseFrom(now) };
  const reasons = reasonsOf(latest, marks);
  return { type: 'MarksSaved', data: { ...lease, stage: state.stage, marks, reasons, savedAt: now } };
}

const isSame = (one: Mark | undefined, other: Mark): boolean => JSON.stringify(one) === JSON.stringify(other);

export function saveMarks(data: SaveMarks['data'], state: ReviewState): Decision<ReviewEvent, ReviewRejection> {
  if (state.status !== 'under-review') return notUnderReview(state);
  const unmet = officerIsAtWork(state, data);
  if (unmet) return unmet;
  const saved = marksSaved(state, data.marks, data);
  if ('rejected' in saved) return saved;
  const changed = saved.data.marks.some((mark) => mark.late || !isSame(state.marks[mark.target], mark));
  const lapsing = state.claim !== null && isWorthRenewing(state.claim.leaseUntil, data.now);
  return changed || lapsing ? [saved] : [];
}
