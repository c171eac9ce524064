import type { PaperworkRejection } from '@ekey/case-papers';
import { reject, type Decision, type Rejection } from '@ekey/kernel';
import type { KeyApplicationEvent } from './key-application.events';
import type { CaseFile, KeyApplicationState } from './key-application.state';

export type KeyApplicationRejection =
  | 'AlreadyStarted'
  | 'KindNotYetOffered'
  | 'KeyNotNamed'
  | 'GroundUnfit'
  | 'SurplusUnfit'
  | 'NoLossReported'
  | 'ApplicationUnknown'
  | 'UnderReview'
  | 'AlreadyApproved'
  | 'CaseEnded'
  | PaperworkRejection
  | 'DocumentNotAsked'
  | 'FormRejected'
  | 'DocumentsMissing'
  | 'RoundMismatch'
  | 'ConsentsMissing'
  | 'ReservationNotHeld'
  | 'KeyHandedOver'
  | 'KeyNotCollected'
  | 'UnlockUnderWay'
  | 'UnlockNotRequested'
  | 'RevocationUnderWay'
  | 'RevocationNotRequested'
  | 'ContactNotYetGiven'
  | 'ActivationNotRequested'
  | 'ActivationJustSent'
  | 'ActivationInProgress'
  | 'AlreadyActivated'
  | 'LinkUnknown'
  | 'LinkExpired'
  | 'LinkUsed';

export type Answer = Decision<KeyApplicationEvent, KeyApplicationRejection>;

/** @returns the case where it is with the applicant, or why it is not. */
export function withApplicant(
  state: KeyApplicationState,
): { file: CaseFile } | { refusal: Rejection<KeyApplicationRejection> } {
  switch (state.status) {
    case 'open':
      return { file: state.file };
    case 'none':
      return { refusal: reject('ApplicationUnknown') };
    case 'under-review':
      return { refusal: reject('UnderReview', { stage: state.stage }) };
    case 'approved':
    case 'collected':
      return { refusal: reject('AlreadyApproved') };
    case 'ended':
      return { refusal: reject('CaseEnded', { how: state.how }) };
  }
}

/** What the rule says of a case whose key was collected, or that it was not. */
export function byHolder(state: KeyApplicationState, rule: (file: CaseFile) => Answer): Answer {
  if (state.status === 'none') return reject('ApplicationUnknown');
  return state.status === 'collected' ? rule(state.file) : reject('KeyNotCollected');
}

/** What the rule says of a case that is with the applicant, or why it is not. */
export function byApplicant(state: KeyApplicationState, rule: (file: CaseFile) => Answer): Answer {
  const open = withApplicant(state);
  return 'refusal' in open ? open.refusal : rule(open.file);
}
