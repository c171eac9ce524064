import type { NoticeParameters, Purpose } from '../notice.events';
import {
  applicationRefused,
  applicationRejectedV1,
  applicationRejectedV2,
  caseEnded,
  expiryNearV1,
  expiryNearV2,
  submissionReceivedV1,
  submissionReceivedV2,
  type ApplicationMail,
  type ExpiryMail,
  type RefusalMail,
  type RejectionMail,
} from './application.templates';
import { contactChanged, contactChangeRequested } from './contact.templates';
import {
  certificateExpiringV1,
  certificateExpiringV2,
  collectionReminderV1,
  collectionReminderV2,
  finalReviewFailed,
  keyCollected,
  keyDelayed,
  keyReadyV1,
  keyReadyV2,
  renewalApprovedV1,
  renewalApprovedV2,
  type CollectionReminderMail,
  type FinalReviewMail,
  type ReadyMail,
  type UpdateMail,
} from './key.templates';
import {
  activationV1,
  activationV2,
  addressConfirmation,
  passwordReset,
  userInvitation,
  type ActivationMail,
  type InvitationMail,
  type LinkMail,
} from './links.templates';
import type { Mail } from './mail';
import { revocationNotDone, revocationRequested } from './revocation.templates';
import { keyGivenUp, keyReinstated, keyRevoked, keySuspended } from './standing.templates';
import { keyUnlocked, unlockNotDone, unlockRequested } from './unlock.templates';

export type { Imprint, Mail } from './mail';
export type { Place } from './key.templates';

/** What a mail of each purpose is filled with. */
export interface Fillings {
  readonly 'address-confirmation': LinkMail;
  readonly 'password-reset': LinkMail;
  readonly 'user-invitation': InvitationMail;
  readonly activation: ActivationMail;
  readonly 'submission-received': ApplicationMail & NoticeParameters['submission-received'];
  readonly 'application-rejected': RejectionMail;
  readonly 'application-refused': RefusalMail;
  readonly 'expiry-near': ExpiryMail;
  readonly 'case-ended': ApplicationMail & NoticeParameters['case-ended'];
  readonly 'key-delayed': ApplicationMail;
  readonly 'key-ready': ReadyMail;
  readonly 'collection-reminder': CollectionReminderMail;
  readonly 'final-review-failed': FinalReviewMail;
  readonly 'key-collected': ApplicationMail & NoticeParameters['key-collected'];
  readonly 'certificate-expiring': ApplicationMail & NoticeParameters['certificate-expiring'];
  readonly 'renewal-approved': UpdateMail;
  readonly 'contact-change-requested': ApplicationMail & NoticeParameters['contact-change-requested'];
  readonly 'contact-changed': ApplicationMail & NoticeParameters['contact-changed'];
  readonly 'key-suspended': ApplicationMail & NoticeParameters['key-suspended'];
  readonly 'key-reinstated': ApplicationMail & NoticeParameters['key-reinstated'];
  readonly 'key-given-up': ApplicationMail & NoticeParameters['key-given-up'];
  readonly 'key-revoked': ApplicationMail & NoticeParameters['key-revoked'];
  readonly 'key-unlocked': ApplicationMail & NoticeParameters['key-unlocked'];
  readonly 'unlock-requested': ApplicationMail & NoticeParameters['unlock-requested'];
  readonly 'unlock-not-done': ApplicationMail & NoticeParameters['unlock-not-done'];
  readonly 'revocation-requested': ApplicationMail & NoticeParameters['revocation-requested'];
  readonly 'revocation-not-done': ApplicationMail & NoticeParameters['revocation-not-done'];
}

/**
 * The wordings of each purpose, oldest first. A new wording is added at the end and never replaces one: a notice that is
 * sent again goes out in the words in which it was queued, and the log says in which.
 */
const templates: { readonly [P in Purpose]: readonly ((filling: Fillings[P]) => Mail)[] } = {
  'address-confirmation': [addressConfirmation],
  'password-reset': [passwordReset],
  'user-invitation': [userInvitation],
  activation: [activationV1, activationV2],
  'submission-received': [submissionReceivedV1, submissionReceivedV2],
  'application-rejected': [applicationRejectedV1, applicationRejectedV2],
  'application-refused': [applicationRefused],
  'expiry-near': [expiryNearV1, expiryNearV2],
  'case-ended': [caseEnded],
  'key-delayed': [keyDelayed],
  'key-ready': [keyReadyV1, keyReadyV2],
  'collection-reminder': [collectionReminderV1, collectionReminderV2],
  'final-review-failed': [finalReviewFailed],
  'key-collected': [keyCollected],
  'certificate-expiring': [certificateExpiringV1, certificateExpiringV2],
  'renewal-approved': [renewalApprovedV1, renewalApprovedV2],
  'contact-change-requested': [contactChangeRequested],
  'contact-changed': [contactChanged],
  'key-suspended': [keySuspended],
  'key-reinstated': [keyReinstated],
  'key-given-up': [keyGivenUp],
  'key-revoked': [keyRevoked],
  'key-unlocked': [keyUnlocked],
  'unlock-requested': [unlockRequested],
  'unlock-not-done': [unlockNotDone],
  'revocation-requested': [revocationRequested],
  'revocation-not-done': [revocationNotDone],
};

/** The wording in which a mail of this purpose is queued today. */
export const currentVersion = (purpose: Purpose): number => templates[purpose].length;

/** @throws RangeError for a wording that this release does not know */
export function render<P extends Purpose>(purpose: P, version: number, filling: Fillings[P]): Mail {
  const wording = templates[purpose][version - 1];
  if (wording === undefined) throw new RangeError(`there is no wording ${version} of ${purpose}`);
  return wording(filling);
}
