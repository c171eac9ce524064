import { reject, type Decision, type Rejection } from '@ekey/kernel';
import type { PaperworkRejection } from '@ekey/case-papers';
import type { RenewalEvent } from './renewal.events';
import type { RenewalFile, RenewalState } from './renewal.state';

export type RenewalRejection =
  | PaperworkRejection
  | 'AlreadyStarted'
  | 'RenewalUnknown'
  | 'UnderReview'
  | 'NotApproved'
  | 'AlreadyApproved'
  | 'AlreadyRenewed'
  | 'RenewalEnded'
  | 'FormRejected'
  | 'DocumentsMissing'
  | 'ConsentsMissing'
  | 'RoundMismatch'
  | 'CertificateEnded'
  | 'SessionMissing'
  | 'SessionSuperseded'
  | 'SessionTimedOut'
  | 'KeysNotDistinct'
  | 'TooManyOrphans'
  | 'DeliveryMissing'
  | 'StepOutOfOrder'
  | 'ReadBackDiffers'
  | 'StepsMissing'
  | 'AnotherAttempt';

export type Answer = Decision<RenewalEvent, RenewalRejection>;
export type Refusal = Rejection<RenewalRejection>;

/** What is told where the renewal is over, or was never begun. */
export function whyOver(state: RenewalState): Refusal {
  if (state.status === 'none') return reject('RenewalUnknown');
  if (state.status === 'renewed') return reject('AlreadyRenewed', { newSerial: state.newSerial });
  if (state.status === 'ended') return reject('RenewalEnded', { how: state.how });
  return reject(state.status === 'approved' ? 'AlreadyApproved' : 'UnderReview');
}

/** What the rule says of a case that is with the holder, or why it is not. */
export const byHolder = (state: RenewalState, rule: (file: RenewalFile) => Answer): Answer =>
  state.status === 'open' ? rule(state.file) : whyOver(state);
