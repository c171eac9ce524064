import type { RefusalGroundCode } from '@ekey/contracts';
import type { DeadlineWarning } from '@ekey/working-days';
import type { Carried, Deadline, DueDateSet, Editions, Mark, ReviewEvent, Submission, Target } from './review.events';
import { firstStageOf, forCarrying, isCarrying, type CarryingStage, type Stage } from './stages';

export type Marks = Readonly<Partial<Record<Target, Mark>>>;
/** What each stage has accepted and nobody has changed since. */
export type Accepted = Readonly<Record<CarryingStage, Marks>>;

export interface Claim {
  readonly officer: string;
  readonly leaseUntil: string;
}

export interface RunningClock extends Deadline {
  readonly warnings: readonly DeadlineWarning[];
  readonly editions: Editions;
  /** The latest warning given. */
  readonly warnedAt: string | null;
  readonly breached: boolean;
}

interface Known {
  readonly round: number;
  readonly submission: Submission;
  readonly accepted: Accepted;
}

export interface UnderReview extends Known {
  readonly status: 'under-review';
  readonly stage: Stage;
  readonly marks: Marks;
  readonly claim: Claim | null;
  /** Who passed the pre-verification of this round. */
  readonly preVerifier: string | null;
  readonly proposal: { readonly by: string; readonly ground: RefusalGroundCode } | null;
  /** `null` only between the fact that starts the clock and the one that says when it ends, stored together. */
  readonly clock: RunningClock | null;
}

/** Rejected: the applicant's turn, no clock runs. */
export interface Returned extends Known {
  readonly status: 'returned';
}

export type ReviewState =
  | { readonly status: 'unknown' }
  /** Withdrawn before it was known to have been submitted: what comes after the end opens nothing. */
  | { readonly status: 'never-opened' }
  | UnderReview
  | Returned
  | ({ readonly status: 'approved' } & Known)
  | { readonly status: 'refused' | 'closed'; readonly round: number; readonly submission: Submission };

export const initial: ReviewState = { status: 'unknown' };

const nothingAccepted: Accepted = forCarrying(() => ({}));

/** What this stage need not look at again. */
export const acceptedAt = (accepted: Accepted, stage: Stage): Marks => (isCarrying(stage) ? accepted[stage] : {});

const only = (marks: Marks, targets: readonly Target[]): Marks =>
  Object.fromEntries(Object.entries(marks).filter(([target]) => targets.includes(target as Target)));

const without = (marks: Marks, targets: readonly Target[]): Marks =>
  Object.fromEntries(Object.entries(marks).filter(([target]) => !targets.includes(target as Target)));

/** A defect at one stage takes the acceptance away at every stage: unchanged or not, it must be looked at again. */
function acceptedAfterVerdict(state: UnderReview): Accepted {
  const made = Object.values(state.marks);
  const good = Object.fromEntries(made.filter(({ verdict }) => verdict === 'ok').map((mark) => [mark.target, mark]));
  const bad = made.filter(({ verdict }) => verdict === 'defective').map(({ target }) => target);
  return forCarrying((stage) => without(stage === state.stage ? good : state.accepted[stage], bad));
}

function openRound(submission: Submission, round: number, accepted: Accepted): UnderReview {
  const stage = firstStageOf(submission.kind);
  return {
    status: 'under-review',
    round,
    submission,
    accepted,
    stage,
    marks: acceptedAt(accepted, stage),
    claim: null,
    preVerifier: null,
    proposal: null,
    clock: null,
  };
}

const carryOver = (state: ReviewState, carried: Carried): Accepted =>
  'accepted' in state ? forCarrying((stage) => only(state.accepted[stage], carried[stage])) : nothingAccepted;

function enterReVerification(state: UnderReview, preVerifier: string): UnderReview {
  const accepted = acceptedAfterVerdict(state);
  const stage = 're-verification';
  return { ...state, accepted, stage, marks: accepted[stage], claim: null, preVerifier, clock: null };
}

/** A clock that is restated to a later day may still be kept; one that was late for an unchanged day stays late. */
function runningClock(before: RunningClock | null, { data }: DueDateSet): RunningClock {
  const { kind: _kind, restated, ...deadline } = data;
  const unchanged = restated && before !== null && data.dueAt <= before.dueAt;
  return {
    ...deadline,
    warnedAt: restated ? (before?.warnedAt ?? null) : null,
    breached: unchanged && before.breached,
  };
}

const ended = (state: UnderReview | Returned | Extract<ReviewState, { status: 'approved' }>) => ({
  round: state.round,
  submission: state.submission,
});

type WorkOnRound = Exclude<ReviewEvent, { readonly type: 'ReviewOpened' | 'RoundOpened' | 'ReviewClosed' }>;

/** What a fact makes of a case that is under review. */
function evolveUnderReview(state: UnderReview, event: WorkOnRound): ReviewState {
  switch (event.type) {
    case 'TaskClaimed':
    case 'LeaseRenewed':
    case 'TaskReassigned':
      return { ...state, claim: { officer: event.data.officer, leaseUntil: event.data.leaseUntil } };
    case 'TaskReleased':
      return { ...state, claim: null };
    case 'MarksSaved': {
      const saved = Object.fromEntries(event.data.marks.map((mark) => [mark.target, mark]));
      const { officer, leaseUntil } = event.data;
      return { ...state, marks: { ...state.marks, ...saved }, claim: { officer, leaseUntil } };
    }
    case 'PreVerificationPassed':
      return enterReVerification(state, event.data.officer);
    case 'PreVerificationRejected':
    case 'ReVerificationRejected':
      return { status: 'returned', ...ended(state), accepted: acceptedAfterVerdict(state) };
    case 'ReVerificationPassed':
      return { status: 'approved', ...ended(state), accepted: acceptedAfterVerdict(state) };
    case 'RefusalProposed':
      return { ...state, claim: null, proposal: { by: event.data.officer, ground: event.data.ground } };
    case 'RefusalDeclined':
      return { ...state, proposal: null };
    case 'ApplicationRefused':
      return { status: 'refused', ...ended(state) };
    case 'DueDateSet':
      return { ...state, clock: runningClock(state.clock, event) };
    case 'DeadlineNear':
      return state.clock ? { ...state, clock: { ...state.clock, warnedAt: event.data.warning.at } } : state;
    case 'DeadlineBreached':
      return state.clock ? { ...state, clock: { ...state.clock, breached: true } } : state;
    default:
      event satisfies never;
      return state;
  }
}

export function evolve(state: ReviewState, event: ReviewEvent): ReviewState {
  switch (event.type) {
    case 'ReviewOpened': {
      const { round, ...submission } = event.data;
      return openRound(submission, round, nothingAccepted);
    }
    case 'RoundOpened': {
      const { round, carried, ...submission } = event.data;
      return openRound(submission, round, carryOver(state, carried));
    }
    case 'ReviewClosed':
      return 'submission' in state
        ? { status: 'closed', round: state.round, submission: state.submission }
        : { status: 'never-opened' };
    default:
      return state.status === 'under-review' ? evolveUnderReview(state, event) : state;
  }
}
