import type { DocumentRef, DueStage, Kind, RefusalGroundCode, Slot, SubmittedDocument } from '@ekey/contracts';
import { caseKey, type AsStored, type Fact, type PersonalData } from '@ekey/kernel';
import type { DeadlineWarning } from '@ekey/working-days';
import type { CarryingStage, Stage } from './stages';

/** What is looked at and marked: the form as filled in, and each document. */
export type Target = Slot | 'form';

/** What the applicant has confirmed. The form itself is a sealed document. */
export interface Submission {
  readonly kind: Kind;
  readonly uscc: string;
  readonly nameCn: string;
  readonly agencyId: string;
  readonly pickupPointId: string;
  readonly licenceTypes: readonly string[];
  readonly formNumber: string;
  readonly formVersion: number;
  readonly form: DocumentRef;
  /** Dotted paths of the fields that differ from the round before. */
  readonly changedFields: readonly string[];
  readonly documents: readonly SubmittedDocument[];
  readonly submittedAt: string;
}

/** A coded reason why something does not pass; `field` where one field of the form is to blame. */
export interface Finding {
  readonly code: string;
  readonly target: Target;
  readonly field?: string;
}

export interface Mark {
  readonly target: Target;
  readonly verdict: 'ok' | 'defective';
  readonly findings: readonly Omit<Finding, 'target'>[];
  /** A defect on what this stage had accepted and nobody has changed since. */
  readonly late: boolean;
}

/** Which acceptances of earlier rounds still stand, stage by stage. */
export type Carried = Readonly<Record<CarryingStage, readonly Target[]>>;

interface DecidedBy {
  readonly round: number;
  readonly officer: string;
  readonly decidedAt: string;
  readonly remark: string | null;
}
/** What every published verdict says of its case. */
interface Verdict extends DecidedBy {
  readonly kind: Kind;
  readonly uscc: string;
  readonly agencyId: string;
}
interface RejectionVerdict extends Verdict {
  readonly stage: Stage;
  readonly findings: readonly Finding[];
  /** What was found late, for the count of what one round should have told. */
  readonly late: readonly Target[];
}

export interface Deadline {
  readonly round: number;
  readonly stage: DueStage;
  readonly startedAt: string;
  /** 24:00 of the last day: the first moment that is late. */
  readonly dueAt: string;
  readonly dueOn: string;
  readonly provisional: boolean;
}
/** By year: how often it had been loaded when the days were counted; 0 as released, −1 not published yet. */
export type Editions = Readonly<Record<string, number>>;

export type ReviewOpened = Fact<'ReviewOpened', Submission & { readonly round: number }>;
export type RoundOpened = Fact<'RoundOpened', Submission & { readonly round: number; readonly carried: Carried }>;
export type ReviewClosed = Fact<
  'ReviewClosed',
  { readonly ground: 'withdrawn' | 'expired'; readonly closedAt: string }
>;

interface Lease {
  readonly officer: string;
  readonly leaseUntil: string;
}
export type TaskClaimed = Fact<'TaskClaimed', Lease & { readonly stage: Stage; readonly claimedAt: string }>;
export type LeaseRenewed = Fact<'LeaseRenewed', Lease>;
export type TaskReassigned = Fact<
  'TaskReassigned',
  Lease & { readonly stage: Stage; readonly by: string; readonly from: string | null; readonly reassignedAt: string }
>;
export type TaskReleased = Fact<'TaskReleased', { readonly officer: string; readonly releasedAt: string }>;
export type MarksSaved = Fact<
  'MarksSaved',
  Lease & {
    readonly stage: Stage;
    readonly marks: readonly Mark[];
    /** Why a late defect was not seen before, by what is marked. */
    readonly reasons: Readonly<Partial<Record<Target, string>>> | null;
    readonly savedAt: string;
  }
>;

export type PreVerificationPassed = Fact<'PreVerificationPassed', Verdict>;
export type PreVerificationRejected = Fact<'PreVerificationRejected', RejectionVerdict>;
export type ReVerificationPassed = Fact<
  'ReVerificationPassed',
  Verdict & {
    readonly stage: Stage;
    readonly preVerifier: string | null;
    readonly sealImpressionUsable: boolean;
    readonly submission: Pick<
      Submission,
      'nameCn' | 'pickupPointId' | 'formNumber' | 'formVersion' | 'form' | 'documents'
    >;
    /** Issuance holds the clock from here on. */
    readonly due: Pick<Deadline, 'startedAt' | 'dueAt' | 'dueOn' | 'provisional'>;
  }
>;
export type ReVerificationRejected = Fact<'ReVerificationRejected', RejectionVerdict>;

export type RefusalProposed = Fact<
  'RefusalProposed',
  DecidedBy & { readonly stage: Stage; readonly ground: RefusalGroundCode }
>;
export type RefusalDeclined = Fact<'RefusalDeclined', DecidedBy & { readonly proposedBy: string }>;
export type ApplicationRefused = Fact<
  'ApplicationRefused',
  Verdict & { readonly ground: RefusalGroundCode; readonly proposedBy: string | null }
>;

export type DueDateSet = Fact<
  'DueDateSet',
  Deadline & {
    readonly kind: Kind;
    readonly warnings: readonly DeadlineWarning[];
    readonly editions: Editions;
    readonly restated: boolean;
  }
>;
export type DeadlineNear = Fact<
  'DeadlineNear',
  Deadline & { readonly warning: DeadlineWarning; readonly warnedAt: string }
>;
export type DeadlineBreached = Fact<
  'DeadlineBreached',
  Deadline & { readonly kind: Kind; readonly breachedAt: string }
>;

export type ReviewEvent =
  | ReviewOpened
  | RoundOpened
  | ReviewClosed
  | TaskClaimed
  | LeaseRenewed
  | TaskReassigned
  | TaskReleased
  | MarksSaved
  | PreVerificationPassed
  | PreVerificationRejected
  | ReVerificationPassed
  | ReVerificationRejected
  | RefusalProposed
  | RefusalDeclined
  | ApplicationRefused
  | DueDateSet
  | DeadlineNear
  | DeadlineBreached;

/** Free text may name a person, so none stands in a fact in clear. */
export const personalData = {
  owner: (_event, caseId) => caseKey(caseId),
  fields: {
    MarksSaved: ['reasons'],
    PreVerificationPassed: ['remark'],
    PreVerificationRejected: ['remark'],
    ReVerificationPassed: ['remark'],
    ReVerificationRejected: ['remark'],
    RefusalProposed: ['remark'],
    RefusalDeclined: ['remark'],
    ApplicationRefused: ['remark'],
  },
} as const satisfies PersonalData<ReviewEvent>;

/** A fact of a review as subscriptions deliver it, remarks and reasons sealed. */
export type StoredReviewEvent = AsStored<ReviewEvent, typeof personalData>;
