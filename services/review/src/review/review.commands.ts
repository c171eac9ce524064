import type { RefusalGroundCode } from '@ekey/contracts';
import type { Command } from '@ekey/kernel';
import type { CalendarYear } from '@ekey/working-days';
import type { StaffRole } from '../staff-member/roles';
import type { Finding, Submission, Target } from './review.events';

/** Who acts: the member of staff with what he is at this moment. */
export interface Officer {
  readonly id: string;
  readonly organisationId: string | null;
  readonly roles: readonly StaffRole[];
}

/** A mark as it is made. `reason`: why a defect on what had been accepted was not seen before. */
export type GivenMark =
  | { readonly target: Target; readonly verdict: 'ok' }
  | {
      readonly target: Target;
      readonly verdict: 'defective';
      readonly findings: readonly Omit<Finding, 'target'>[];
      readonly reason?: string;
    };

/** A year that was loaded after the release, and how often. */
export interface LoadedYear extends CalendarYear {
  readonly edition: number;
}

interface ByOfficer {
  readonly officer: Officer;
  readonly now: string;
}
/** What answers a submission names its round, so that it never answers another one. */
interface OnRound extends ByOfficer {
  readonly round: number;
}
export interface VerdictGiven extends OnRound {
  /** Marks made with the verdict itself, beside those saved before. */
  readonly marks: readonly GivenMark[];
  readonly remark: string | null;
}

export type OpenReview = Command<'OpenReview', Submission & { readonly round: number }>;
export type CloseReview = Command<
  'CloseReview',
  { readonly ground: 'withdrawn' | 'expired'; readonly closedAt: string }
>;

export type ClaimTask = Command<'ClaimTask', ByOfficer>;
export type RenewLease = Command<'RenewLease', ByOfficer>;
export type ReleaseTask = Command<'ReleaseTask', ByOfficer>;
export type ReassignTask = Command<'ReassignTask', ByOfficer & { readonly to: Officer }>;
export type SaveMarks = Command<'SaveMarks', OnRound & { readonly marks: readonly GivenMark[] }>;

export type PassPreVerification = Command<'PassPreVerification', VerdictGiven>;
export type RejectPreVerification = Command<'RejectPreVerification', VerdictGiven>;
export type PassReVerification = Command<
  'PassReVerification',
  VerdictGiven & {
    /** Whether the impression on the 确认函 is good enough for the seal; null where nothing is said of it. */
    readonly sealImpressionUsable: boolean | null;
    /** Characters of the enterprise's name that no seal can be given: the font lacks them, and no usable impression shows them. */
    readonly missingInSeal: readonly string[];
  }
>;
export type RejectReVerification = Command<'RejectReVerification', VerdictGiven>;

interface WithGround extends OnRound {
  readonly ground: RefusalGroundCode;
  readonly remark: string;
}
export type ProposeRefusal = Command<'ProposeRefusal', WithGround>;
export type DeclineRefusal = Command<'DeclineRefusal', OnRound & { readonly remark: string }>;
export type RefuseApplication = Command<'RefuseApplication', WithGround>;

export type CheckDeadline = Command<'CheckDeadline', { readonly now: string }>;
export type ApplyCalendar = Command<'ApplyCalendar', { readonly years: readonly LoadedYear[] }>;

export type ReviewCommand =
  | OpenReview
  | CloseReview
  | ClaimTask
  | RenewLease
  | ReleaseTask
  | ReassignTask
  | SaveMarks
  | PassPreVerification
  | RejectPreVerification
  | PassReVerification
  | RejectReVerification
  | ProposeRefusal
  | DeclineRefusal
  | RefuseApplication
  | CheckDeadline
  | ApplyCalendar;

/** Why a command is refused; a closed set. */
export type ReviewRejection =
  | 'ReviewMissing'
  | 'NotUnderReview'
  | 'AtOtherStage'
  | 'RoundOver'
  | 'OfficerUnfit'
  | 'ColleagueUnfit'
  | 'SecondPersonNeeded'
  | 'ManagerNeeded'
  | 'RefusalPending'
  | 'NotClaimed'
  | 'ClaimedByAnother'
  | 'TargetUnknown'
  | 'FindingsMissing'
  | 'ReasonUnfit'
  | 'ReasonNotCorrectable'
  | 'LateReasonMissing'
  | 'MarksMissing'
  | 'DefectsMarked'
  | 'SealNotPossible'
  | 'DefectMissing'
  | 'RemarkMissing'
  | 'SealImpressionNotJudged'
  | 'GroundUnfit'
  | 'RefusalNotProposed';
