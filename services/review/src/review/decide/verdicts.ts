import { isProvidersAlone, rejectionReason } from '@ekey/contracts';
import { reject, type Decision, type Rejection } from '@ekey/kernel';
import { startClock } from '../deadline';
import type { PassReVerification, ReviewRejection, VerdictGiven } from '../review.commands';
import type { Finding, Mark, ReviewEvent, Target } from '../review.events';
import { evolve, type ReviewState, type UnderReview } from '../review.state';
import { stageRules } from '../stages';
import { notUnderReview, officerIsAtWork, targetsOf } from './conditions';
import { marksSaved } from './marks';

type Refusal = Rejection<ReviewRejection>;
type Answer = Decision<ReviewEvent, ReviewRejection>;
type Desk = 'authority' | 'provider';

/** A case whose every target is marked, and the fact of the marks that came with the verdict. */
interface Judged {
  readonly state: UnderReview;
  readonly saved: readonly ReviewEvent[];
  readonly marks: readonly Mark[];
}

/** One round tells all: no verdict stands before the form and every document are marked. */
function judged(data: VerdictGiven, state: ReviewState, desk: Desk): Judged | Refusal {
  if (state.status !== 'under-review') return notUnderReview(state);
  if (stageRules[state.stage].desk !== desk) return reject('AtOtherStage', { stage: state.stage });
  const unmet = officerIsAtWork(state, data);
  if (unmet) return unmet;
  const saved = marksSaved(state, data.marks, data);
  if ('rejected' in saved) return saved;
  const facts = saved.data.marks.length === 0 ? [] : [saved];
  const after = facts.reduce<ReviewState>(evolve, state);
  if (after.status !== 'under-review') return notUnderReview(after);
  const missing = targetsOf(after).filter((target) => after.marks[target] === undefined);
  if (missing.length > 0) return reject('MarksMissing', { targets: missing });
  return { state: after, saved: facts, marks: targetsOf(after).flatMap((target) => after.marks[target] ?? []) };
}

const defectiveOf = (marks: readonly Mark[]): readonly Mark[] => marks.filter(({ verdict }) => verdict === 'defective');

function allGood({ marks }: Judged): Refusal | null {
  const targets = defectiveOf(marks).map(({ target }) => target);
  return targets.length > 0 ? reject('DefectsMarked', { targets }) : null;
}

const verdictOn = ({ round, submission }: UnderReview, { officer, now, remark }: VerdictGiven) => ({
  kind: submission.kind,
  uscc: submission.uscc,
  agencyId: submission.agencyId,
  round,
  officer: officer.id,
  decidedAt: now,
  remark,
});

/** 核验通过. An additional key is the manager's to approve. */
export function passPreVerification(data: VerdictGiven, state: ReviewState): Answer {
  const found = judged(data, state, 'authority');
  if ('rejected' in found) return found;
  const unmet = allGood(found);
  if (unmet) return unmet;
  if (found.state.submission.kind === 'additional' && !data.officer.roles.includes('AGM'))
    return reject('ManagerNeeded');
  const passed: ReviewEvent = { type: 'PreVerificationPassed', data: verdictOn(found.state, data) };
  const next = evolve(found.state, passed);
  const clock = next.status === 'under-review' ? [startClock(next, data.now)] : [];
  return [...found.saved, passed, ...clock];
}

/** The 确认函 bears the impression that the seal is cut from; contact data come without papers. */
const bearsImpression = ({ submission }: UnderReview): boolean =>
  submission.documents.some(({ slot }) => slot === 'seal-confirmation');

/** 复核通过 (where the provider reviews alone: 审核通过): the key may be made. The clock goes on until it is, and goes out with this fact. */
export function passReVerification(data: PassReVerification['data'], state: ReviewState): Answer {
  const found = judged(data, state, 'provider');
  if ('rejected' in found) return found;
  const unmet = allGood(found);
  if (unmet) return unmet;
  const isToBeJudged = bearsImpression(found.state);
  if (isToBeJudged && data.sealImpressionUsable === null) return reject('SealImpressionNotJudged');
  const characters = data.missingInSeal;
  if (characters.length > 0) return reject('SealNotPossible', { characters });
  const { stage, submission, preVerifier, clock } = found.state;
  const { nameCn, pickupPointId, formNumber, formVersion, form, documents } = submission;
  const { startedAt, dueAt, dueOn, provisional } = clock ?? startClock(found.state, data.now).data;
  return [
    ...found.saved,
    {
      type: 'ReVerificationPassed',
      data: {
        ...verdictOn(found.state, data),
        stage,
        preVerifier,
        sealImpressionUsable: isToBeJudged && data.sealImpressionUsable === true,
        submission: { nameCn, pickupPointId, formNumber, formVersion, form, documents },
        due: { startedAt, dueAt, dueOn, provisional },
      },
    },
  ];
}

const findingsOf = (marks: readonly Mark[]): readonly Finding[] =>
  defectiveOf(marks).flatMap(({ target, findings }) => findings.map((finding) => ({ ...finding, target })));

const lateOf = (marks: readonly Mark[]): readonly Target[] =>
  marks.filter(({ late }) => late).map(({ target }) => target);

/** What no resubmission can put right is refused, not sent back; the provider alone refuses nothing, and tells to apply anew. */
function notCorrectable({ stage }: UnderReview, findings: readonly Finding[]): Refusal | null {
  if (isProvidersAlone(stage)) return null;
  const reasons = findings.map(({ code }) => code).filter((code) => rejectionReason(code)?.correctable === false);
  return reasons.length > 0 ? reject('ReasonNotCorrectable', { reasons: [...new Set(reasons)] }) : null;
}

/** 核验未通过, 复核未通过, 审核未通过: every defect at once, each with a coded reason, and a remark (备注). */
export function rejectSubmission(data: VerdictGiven, state: ReviewState, desk: Desk): Answer {
  const found = judged(data, state, desk);
  if ('rejected' in found) return found;
  const findings = findingsOf(found.marks);
  if (findings.length === 0) return reject('DefectMissing');
  const unmet = notCorrectable(found.state, findings);
  if (unmet) return unmet;
  if (!data.remark?.trim()) return reject('RemarkMissing');
  const type = desk === 'authority' ? 'PreVerificationRejected' : 'ReVerificationRejected';
  const verdict = { ...verdictOn(found.state, data), stage: found.state.stage, findings, late: lateOf(found.marks) };
  return [...found.saved, { type, data: verdict }];
}
