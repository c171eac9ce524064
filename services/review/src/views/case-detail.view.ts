import { isProvidersAlone, type RefusalGroundCode, type Slot } from '@ekey/contracts';
import { streamIdOf, viewPart, type Sealed, type View } from '@ekey/kernel';
import type {
  Carried,
  DueDateSet,
  Finding,
  Mark,
  ReviewOpened,
  RoundOpened,
  StoredReviewEvent,
  Submission,
  Target,
} from '../review/review.events';
import { firstStageOf, forCarrying, STAGES, type Stage } from '../review/stages';
import { contentOf } from '../review/submission-content';
import { caseFacts } from './case-facts';
import type { CaseStatus } from './status-labels';

/** A mark with who made it, in which round, and whether it stands since an earlier one. */
export interface MarkMade extends Omit<Mark, 'target'> {
  readonly officer: string;
  readonly round: number;
  readonly carried: boolean;
}
export type StageMarks = Readonly<Partial<Record<Target, MarkMade>>>;

/** Something decided, or proposed; the newest stands last. */
export interface VerdictMade {
  readonly round: number;
  readonly stage: Stage;
  readonly verdict: 'passed' | 'rejected' | 'refusal-proposed' | 'refusal-declined' | 'refused';
  readonly officer: string;
  readonly decidedAt: string;
  readonly remark: Sealed | null;
  readonly findings?: readonly Finding[];
  readonly late?: readonly Target[];
  readonly ground?: RefusalGroundCode;
  readonly sealImpressionUsable?: boolean;
}

export interface LateReasons {
  readonly round: number;
  readonly stage: Stage;
  readonly officer: string;
  readonly reasons: Sealed;
}

export interface CaseDetail {
  readonly status: CaseStatus;
  readonly stage: Stage;
  readonly round: number;
  readonly submission: Submission;
  /** What differs from the round before; `null` in the first. */
  readonly changed: { readonly fields: readonly string[]; readonly slots: readonly Slot[] } | null;
  readonly marks: Readonly<Record<Stage, StageMarks>>;
  readonly verdicts: readonly VerdictMade[];
  readonly lateReasons: readonly LateReasons[];
  /** How many defects were found late, over all rounds. */
  readonly lateDefects: number;
  readonly claim: { readonly officer: string; readonly leaseUntil: string } | null;
  readonly proposal: { readonly by: string; readonly ground: RefusalGroundCode } | null;
  readonly clock: DueDateSet['data'] | null;
}

/** With the id that it is known by. */
export interface KnownCase extends CaseDetail {
  readonly caseId: string;
}

type Round = ReviewOpened | RoundOpened;
type Judged = Extract<StoredReviewEvent, { readonly data: { readonly remark: Sealed | null } }>;

const noMarks = Object.fromEntries(STAGES.map((stage) => [stage, {}])) as CaseDetail['marks'];

const changedSlots = (before: Submission, now: Submission): readonly Slot[] =>
  now.documents.map(({ slot }) => slot).filter((slot) => contentOf(before, slot) !== contentOf(now, slot));

const standing = (marks: StageMarks, targets: readonly Target[]): StageMarks =>
  Object.fromEntries(
    Object.entries(marks)
      .filter(([target]) => targets.includes(target as Target))
      .map(([target, mark]) => [target, { ...mark, carried: true }]),
  );

const carriedOver = ({ marks }: CaseDetail, carried: Carried): CaseDetail['marks'] => ({
  ...noMarks,
  ...forCarrying((stage) => standing(marks[stage], carried[stage])),
});

function opened(before: CaseDetail | null, fact: Round): CaseDetail {
  const { round, ...given } = fact.data;
  const { carried: _carried, ...submission } = given as RoundOpened['data'];
  const stage = firstStageOf(submission.kind);
  return {
    status: stage,
    stage,
    round,
    submission,
    changed: before && { fields: submission.changedFields, slots: changedSlots(before.submission, submission) },
    marks: before && fact.type === 'RoundOpened' ? carriedOver(before, fact.data.carried) : noMarks,
    verdicts: before?.verdicts ?? [],
    lateReasons: before?.lateReasons ?? [],
    lateDefects: before?.lateDefects ?? 0,
    claim: null,
    proposal: null,
    clock: null,
  };
}

function marked(detail: CaseDetail, { data }: Extract<StoredReviewEvent, { type: 'MarksSaved' }>): CaseDetail {
  const { officer, stage, leaseUntil, reasons } = data;
  const made = data.marks.map(({ target, ...mark }) => [
    target,
    { ...mark, officer, round: detail.round, carried: false },
  ]);
  const late = reasons ? [{ round: detail.round, stage, officer, reasons }] : [];
  return {
    ...detail,
    marks: { ...detail.marks, [stage]: { ...detail.marks[stage], ...Object.fromEntries(made) } },
    lateReasons: [...detail.lateReasons, ...late],
    claim: { officer, leaseUntil },
  };
}

const verdictOf = (detail: CaseDetail, { data }: Judged, verdict: VerdictMade['verdict']): VerdictMade => ({
  round: data.round,
  stage: detail.stage,
  verdict,
  officer: data.officer,
  decidedAt: data.decidedAt,
  remark: data.remark,
});

const decided = (detail: CaseDetail, made: VerdictMade, then: Partial<CaseDetail>): CaseDetail => ({
  ...detail,
  verdicts: [...detail.verdicts, made],
  claim: null,
  ...then,
});

/** What a verdict, or a proposal of one, makes of the case. */
function judged(detail: CaseDetail, fact: Judged): CaseDetail {
  switch (fact.type) {
    case 'PreVerificationPassed': {
      const next = { status: 're-verification', stage: 're-verification' } as const;
      return decided(detail, verdictOf(detail, fact, 'passed'), next);
    }
    case 'ReVerificationPassed': {
      const status = isProvidersAlone(detail.stage) ? (`${detail.stage}-approved` as const) : 'approved';
      const { sealImpressionUsable } = fact.data;
      return decided(detail, { ...verdictOf(detail, fact, 'passed'), sealImpressionUsable }, { status, clock: null });
    }
    case 'PreVerificationRejected':
    case 'ReVerificationRejected': {
      const { findings, late } = fact.data;
      const lateDefects = detail.lateDefects + late.length;
      const then = { status: `${detail.stage}-rejected`, clock: null, lateDefects } as const;
      return decided(detail, { ...verdictOf(detail, fact, 'rejected'), findings, late }, then);
    }
    case 'RefusalProposed': {
      const { ground, officer } = fact.data;
      const proposal = { by: officer, ground };
      return decided(detail, { ...verdictOf(detail, fact, 'refusal-proposed'), ground }, { proposal });
    }
    case 'RefusalDeclined':
      return decided(detail, verdictOf(detail, fact, 'refusal-declined'), { proposal: null });
    case 'ApplicationRefused': {
      const { ground } = fact.data;
      const then = { status: 'refused', proposal: null, clock: null } as const;
      return decided(detail, { ...verdictOf(detail, fact, 'refused'), ground }, then);
    }
  }
}

function project(detail: CaseDetail | null, fact: StoredReviewEvent): CaseDetail | null {
  if (fact.type === 'ReviewOpened' || fact.type === 'RoundOpened') return opened(detail, fact);
  if (detail === null) return null;
  switch (fact.type) {
    case 'TaskClaimed':
    case 'LeaseRenewed':
    case 'TaskReassigned':
      return { ...detail, claim: { officer: fact.data.officer, leaseUntil: fact.data.leaseUntil } };
    case 'TaskReleased':
      return { ...detail, claim: null };
    case 'MarksSaved':
      return marked(detail, fact);
    case 'DueDateSet':
      return { ...detail, clock: fact.data };
    case 'ReviewClosed':
      return { ...detail, status: fact.data.ground, claim: null, proposal: null, clock: null };
    case 'DeadlineNear':
    case 'DeadlineBreached':
      return detail;
    default:
      return judged(detail, fact);
  }
}

/** What is there to judge in this case, what was said of it before, and what has changed since? */
export const caseDetail: View<{ detail: CaseDetail }, KnownCase> = {
  name: 'case-detail',
  version: 3,
  parts: {
    detail: viewPart<CaseDetail, StoredReviewEvent>({
      from: 'own',
      category: 'review.Review',
      on: caseFacts,
      key: ({ meta }) => streamIdOf(meta.stream),
      project,
    }),
  },
  answer: ({ detail }, caseId) => (detail ? { caseId, ...detail } : null),
  indexes: {
    uscc: ({ submission }) => submission.uscc,
    formNumber: ({ submission }) => submission.formNumber,
    agencyId: ({ submission }) => submission.agencyId,
    status: ({ status }) => status,
    submittedAt: ({ submission }) => submission.submittedAt,
  },
};
