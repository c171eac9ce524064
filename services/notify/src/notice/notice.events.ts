import type { Sealed } from '@ekey/kernel';

/** A defect as the verdict names it: a code of the rejection catalogue on the form or on one document. */
export interface Reason {
  readonly code: string;
  readonly target: string;
  readonly field?: string;
}

export type RevocationGround =
  'lost' | 'compromised' | 'information-changed' | 'damaged' | 'out-of-use' | 'enterprise-dissolved';

/** The stages that begin with a submission. */
export const RECEIPT_STAGES = ['pre-verification', 'renewal-review', 'contact-review'] as const;
export type ReceiptStage = (typeof RECEIPT_STAGES)[number];
export const isReceiptStage = (stage: string): stage is ReceiptStage =>
  (RECEIPT_STAGES as readonly string[]).includes(stage);

/**
 * What each kind of mail tells, as far as it is known when the mail is queued. Nothing here names a person; a remark
 * stays sealed as it came. Place, number and name of the enterprise are looked up when the mail is sent.
 */
export interface NoticeParameters {
  readonly 'address-confirmation': { readonly expiresAt: string };
  readonly 'password-reset': { readonly expiresAt: string };
  readonly 'user-invitation': { readonly invitationId: string; readonly nameCn: string; readonly expiresAt: string };
  readonly activation: { readonly nameCn: string; readonly again: boolean; readonly expiresAt: string };
  readonly 'submission-received': {
    /** Missing: the pre-verification, of which alone earlier releases told. */
    readonly stage?: ReceiptStage;
    readonly round: number;
    readonly dueOn: string;
    readonly provisional: boolean;
  };
  readonly 'application-rejected': {
    readonly stage: 'pre-verification' | 're-verification' | 'renewal' | 'contact';
    readonly reasons: readonly Reason[];
    readonly remark: Sealed;
  };
  readonly 'application-refused': { readonly ground: string; readonly remark: Sealed };
  /** `kind`: of the application; missing where an earlier release did not tell it. */
  readonly 'expiry-near': { readonly idleDays: number; readonly expiresOn: string; readonly kind?: string };
  readonly 'case-ended': { readonly ground: string };
  readonly 'key-delayed': { readonly attempt: number };
  readonly 'key-ready': {
    readonly agencyId: string;
    readonly pickupPointId: string;
    readonly papers: readonly string[];
    /** Old keys that are handed in for the new one. */
    readonly toReturn?: readonly string[];
    readonly collectBy: string;
  };
  readonly 'collection-reminder': {
    readonly agencyId: string;
    readonly pickupPointId: string;
    readonly papers: readonly string[];
    /** Old keys that are handed in for the new one. */
    readonly toReturn?: readonly string[];
    readonly daysAfter: number;
    readonly collectBy: string;
  };
  readonly 'final-review-failed': {
    readonly reasons: readonly Reason[];
    readonly correctable: boolean;
    readonly remark: Sealed;
  };
  readonly 'key-collected': {
    readonly tokenSerial: string;
    readonly certificates: { readonly signing: string; readonly encryption: string };
    readonly collector: 'authorised-user' | 'bearer-of-power-of-attorney' | 'bearer-of-introduction-letter';
    readonly collectedAt: string;
  };
  readonly 'certificate-expiring': {
    readonly serial: string;
    /** What is engraved on the key; missing where it was not known. */
    readonly tokenSerial?: string;
    readonly notAfter: string;
  };
  readonly 'renewal-approved': { readonly round: number };
  /** Asked for on line, with an address that is another than the one to which this goes. */
  readonly 'contact-change-requested': { readonly keyNumber: string; readonly requestedAt: string };
  readonly 'contact-changed': { readonly keyNumber: string; readonly changedAt: string };
  /** `reference` names the paper or call that it rests on; what stands in it of persons is masked when the mail is written. */
  readonly 'key-suspended': {
    readonly tokenSerial: string;
    readonly ground: RevocationGround | 'misuse-suspected' | 'requested';
    readonly withRequest: boolean;
    readonly reference: string | null;
    readonly suspendedAt: string;
  };
  readonly 'key-reinstated': {
    readonly tokenSerial: string;
    readonly because: 'lifted' | 'request-rejected' | 'found-again';
    readonly reinstatedAt: string;
  };
  /** Of the key that ends; the letter is about the case that brings the other one. */
  readonly 'key-given-up': { readonly tokenSerial: string; readonly givenUpAt: string };
  readonly 'key-revoked': {
    readonly tokenSerial: string;
    readonly ground: RevocationGround;
    readonly requester: 'enterprise' | 'issuing-authority' | 'provider' | 'court';
    readonly reference: string;
    readonly revokedAt: string;
  };
  readonly 'key-unlocked': { readonly tokenSerial: string; readonly unlockedAt: string };
  /** Asked for on line, and waiting for an officer. */
  readonly 'unlock-requested': { readonly tokenSerial: string; readonly takenAt: string };
  /** Asked for on line, and over without an unlocked key. */
  readonly 'unlock-not-done': {
    readonly tokenSerial: string;
    readonly outcome:
      | 'suspended'
      | 'revoked'
      | 'renewed'
      | 'admin-pin-locked'
      | 'under-way'
      | 'identity-not-established'
      | 'not-authorised'
      | 'mistaken'
      | 'cancelled'
      | 'expired';
    readonly answeredAt: string;
  };
  /** Asked for on line. */
  readonly 'revocation-requested': {
    readonly tokenSerial: string;
    readonly ground: RevocationGround;
    readonly requestedAt: string;
  };
  /** Asked for on line, and over without a key revoked by it. */
  readonly 'revocation-not-done': {
    readonly tokenSerial: string;
    readonly outcome:
      'already-revoked' | 'under-way' | 'identity-not-established' | 'not-authorised' | 'mistaken' | 'cancelled';
    readonly answeredAt: string;
  };
}

export type Purpose = keyof NoticeParameters;

/** One kind of mail with what it tells; a union over the purposes. */
export type NoticeContent<P extends Purpose = Purpose> = P extends Purpose
  ? { readonly purpose: P; readonly parameters: NoticeParameters[P] }
  : never;

/** A mail address as its owner sealed it, and since when it is the valid one. Only the sending effect opens it. */
export interface StatedAddress {
  readonly mailTo: Sealed;
  readonly statedAt: string;
}

/** One message to one recipient, whole: what a sending needs stands here or is looked up by what stands here. */
export type Letter = NoticeContent & {
  readonly noticeId: string;
  readonly caseId?: string;
  readonly accountId?: string;
  /** A renewal of the key that the case has brought; its form may have stated another address since. */
  readonly renewalId?: string;
  /** `null`: the address that the case has when the mail is sent. */
  readonly address: StatedAddress | null;
  readonly language: 'zh-CN';
  /** The wording of this purpose, from 1. */
  readonly templateVersion: number;
  /** The published fact that this mail tells of. */
  readonly causingFactId: string;
};

/**
 * A sending is what the recipient gets once: it grows with a redelivery and with a corrected address. An attempt is one
 * try at it, from 1 again in each sending; all attempts of a sending carry the same Message-ID.
 */
interface Attempt {
  readonly sending: number;
  readonly attempt: number;
}

export type TemporaryCause =
  | 'mail-server-unavailable'
  | 'address-not-known-yet'
  | 'place-not-known-yet'
  /** A provisional date may be stated anew in a moment, by a year that was loaded since the release. */
  | 'due-date-not-settled-yet';
export type FinalCause = 'address-refused' | 'address-erased' | 'link-expired' | 'too-many-attempts';

/** The facts that ask for an attempt carry the whole letter, so that the effect that reads one needs no state. */
export type NoticeEvent =
  | { readonly type: 'NoticeQueued'; readonly data: Attempt & { readonly letter: Letter; readonly queuedAt: string } }
  | { readonly type: 'NoticeRetried'; readonly data: Attempt & { readonly letter: Letter; readonly retriedAt: string } }
  | {
      readonly type: 'NoticeRedelivered';
      readonly data: Attempt & { readonly letter: Letter; readonly redeliveredAt: string };
    }
  | {
      readonly type: 'AddressCorrected';
      readonly data: Attempt & { readonly letter: Letter; readonly correctedAt: string };
    }
  | {
      readonly type: 'NoticeDelivered';
      readonly data: Attempt & { readonly messageId: string; readonly deliveredAt: string };
    }
  | {
      readonly type: 'NoticeAttemptFailed';
      readonly data: Attempt & {
        readonly cause: TemporaryCause;
        readonly failedAt: string;
        readonly nextAttemptAt: string;
      };
    }
  | {
      readonly type: 'NoticeAbandoned';
      readonly data: Attempt & {
        readonly noticeId: string;
        readonly purpose: Purpose;
        readonly caseId?: string;
        readonly accountId?: string;
        readonly cause: FinalCause;
        /** Since when the address that was tried had been the valid one; absent where none was known. */
        readonly addressAsOf?: string;
        readonly abandonedAt: string;
      };
    };

/** The facts upon which a mail goes out. */
export type SendingAsked = Extract<NoticeEvent, { readonly data: { readonly letter: Letter } }>;
