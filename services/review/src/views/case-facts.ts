import type { StoredReviewEvent } from '../review/review.events';

/** What becomes of a case under review, and of the task that it is for somebody. */
export const caseFacts = [
  'ReviewOpened',
  'RoundOpened',
  'ReviewClosed',
  'TaskClaimed',
  'LeaseRenewed',
  'TaskReassigned',
  'TaskReleased',
  'MarksSaved',
  'PreVerificationPassed',
  'PreVerificationRejected',
  'ReVerificationPassed',
  'ReVerificationRejected',
  'RefusalProposed',
  'RefusalDeclined',
  'ApplicationRefused',
  'DueDateSet',
] as const satisfies readonly StoredReviewEvent['type'][];
