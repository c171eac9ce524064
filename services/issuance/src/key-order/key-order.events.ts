import { caseKey, type Fact, type PersonalData } from '@ekey/kernel';
import type { EnterpriseSubject } from '../certificate/certificate.events';
import type { CertificateUse } from '../public-key/public-key.events';
import type { CollectionReminderDays } from './collection-reminders';

export type Kind = 'first' | 'additional' | 'replacement' | 'change' | 'renewal';
export const slots = [
  'application-form',
  'seal-confirmation',
  'business-licence',
  'authorised-user-id',
  'power-of-attorney',
  'user-agreement',
  /** 遗失说明, of a lost key that is replaced. */
  'loss-statement',
] as const;
export type Slot = (typeof slots)[number];

/** What every fact that the outside learns of names. */
export interface OfCase {
  readonly caseId: string;
  readonly kind: Kind;
  readonly uscc: string;
}
/** One attempt at the key: the first, and one more for each remake. */
export interface OfKey extends OfCase {
  readonly attempt: number;
  readonly tokenSerial: string;
}
export interface OfDelivery extends OfKey {
  readonly agencyId: string;
  readonly pickupPointId: string;
}
export interface CertificatePair {
  readonly signing: string;
  readonly encryption: string;
}

/** Ids and types of the sealed images, page by page. */
export interface ReviewedPage {
  readonly image: string;
  readonly imageType: string;
  readonly preview: string;
  readonly previewType: string;
}
export interface ReviewedDocument {
  readonly slot: Slot;
  readonly version: number;
  readonly pages: readonly ReviewedPage[];
}
export interface Due {
  readonly startedAt: string;
  /** 24:00 of the last day: the first moment that is late. */
  readonly dueAt: string;
  readonly dueOn: string;
  /** A day was counted whose year's calendar is not published yet. */
  readonly provisional: boolean;
}
export type DueStage = 're-verification-and-making' | 'pickup-notice';
/** Five days for re-verification and making together, says the procedure; three to tell the enterprise, say the authorities. */
export const workingDaysOf: Readonly<Record<DueStage, number>> = {
  're-verification-and-making': 5,
  'pickup-notice': 3,
};
export type WarningGround = 'halfTime' | 'oneDayBefore';

/** What ends with a key that will not be handed over. */
export interface EndedKey {
  readonly attempt: number;
  readonly tokenSerial: string;
  readonly serials: readonly string[];
  readonly sealId: string | null;
  readonly notAfter: string | null;
}

export type FailureGround = 'token-died' | 'quality-failed' | 'certificate-wrong' | 'seal-wrong' | 'other';
export type ParcelGround = 'lost' | 'damaged' | 'wrong-parcel';
export type RemakeGround = FailureGround | ParcelGround;
export type TerminationGround = 'forged-materials' | 'certificate-data-wrong' | 'not-entitled' | 'other';
export type EndGround = 'withdrawn' | 'slot-released' | 'unclaimed' | TerminationGround;
export type Collector = 'authorised-user' | 'bearer-of-power-of-attorney' | 'bearer-of-introduction-letter';

/** Who stood at the counter. `letterNumber` is that of the 授权委托书 or 介绍信 shown. */
export interface CollectorIdentity {
  readonly name: string;
  readonly idType: string;
  readonly idNumber: string;
  readonly letterNumber: string | null;
}
/** A code of the rejection catalogue, and what it is said of. */
export interface Reason {
  readonly code: string;
  readonly target: Slot | 'form' | 'counter';
}
export interface CheckedSlot {
  readonly slot: Slot;
  readonly version: number;
}

export type OrderOpened = Fact<
  'OrderOpened',
  OfCase & {
    readonly round: number;
    readonly nameCn: string;
    readonly agencyId: string;
    readonly pickupPointId: string;
    readonly formNumber: string;
    readonly formVersion: number;
    /** The sealed document with the submitted form. */
    readonly formDocumentId: string;
    readonly documents: readonly ReviewedDocument[];
    readonly sealImpressionUsable: boolean;
    readonly preVerifier: string;
    readonly reVerifier: string;
    readonly due: Due;
    readonly openedAt: string;
  }
>;
/** Before the order was known: it will not be opened. */
export type WithdrawalRecorded = Fact<
  'WithdrawalRecorded',
  { readonly ground: 'withdrawn' | 'slot-released'; readonly recordedAt: string }
>;

/** A claimed token whose production never came; that claim is refused from now on. */
export type TokenForgone = Fact<
  'TokenForgone',
  { readonly tokenSerial: string; readonly claimId: string; readonly forgoneAt: string }
>;
/**
 * The old key, and surplus ones, are revoked, and a revocation list says so: of a 补办 before the new one is made, of a 变更
 * after it was handed over. `toReturn` are handed in at the counter.
 */
export type OldKeysRevoked = Fact<
  'OldKeysRevoked',
  OfCase & { readonly tokens: readonly string[]; readonly toReturn: readonly string[]; readonly revokedAt: string }
>;
/** 变更: they stay good until they are handed in for the new one. */
export type OldKeysAskedFor = Fact<
  'OldKeysAskedFor',
  OfCase & { readonly toReturn: readonly string[]; readonly askedAt: string }
>;
export type ProductionStarted = Fact<
  'ProductionStarted',
  OfKey & { readonly claimId: string; readonly maker: string; readonly startedAt: string }
>;
/** A certificate is asked for; its serial number is known from here on. `spki` is DER in base64. */
export type IssuanceOpened = Fact<
  'IssuanceOpened',
  {
    readonly caseId: string;
    readonly attempt: number;
    readonly use: CertificateUse;
    readonly serial: string;
    readonly uscc: string;
    readonly subject: EnterpriseSubject;
    readonly tokenSerial: string;
    readonly spki: string;
    readonly spkiSha256: string;
    readonly requestSha256: string;
    /** Who brought the request. */
    readonly by: string;
    readonly openedAt: string;
  }
>;
export type CertificateRecorded = Fact<
  'CertificateRecorded',
  {
    readonly attempt: number;
    readonly use: CertificateUse;
    readonly serial: string;
    readonly notBefore: string;
    readonly notAfter: string;
    readonly recordedAt: string;
  }
>;
/** Both certificates have left issuance: the seal can be made. */
export type CertificatesCompleted = Fact<
  'CertificatesCompleted',
  OfKey & {
    readonly nameCn: string;
    readonly certificates: CertificatePair;
    readonly notBefore: string;
    readonly notAfter: string;
    /** Tells what form the seal has. */
    readonly formDocumentId: string;
    /** The scanned 确认函 from which the impression may be cut; null: the seal is drawn. */
    readonly impression: string | null;
    readonly completedAt: string;
  }
>;
export type SealMade = Fact<
  'SealMade',
  {
    readonly attempt: number;
    readonly sealId: string;
    readonly documentId: string;
    readonly sha256: string;
    readonly picture: 'drawn' | 'impression';
    readonly madeAt: string;
  }
>;
export type PinLetterRecorded = Fact<
  'PinLetterRecorded',
  { readonly attempt: number; readonly letterNumber: string; readonly by: string; readonly recordedAt: string }
>;
/** Apart from the key. */
export type PinLetterDispatched = Fact<
  'PinLetterDispatched',
  {
    readonly attempt: number;
    readonly letterNumber: string;
    readonly carrier: string;
    readonly trackingNumber: string;
    readonly by: string;
    readonly dispatchedAt: string;
  }
>;
/** A second person read the token back: it signed the nonce with the certified key and holds this seal. */
export type QualityPassed = Fact<
  'QualityPassed',
  {
    readonly attempt: number;
    readonly checker: string;
    readonly nonce: string;
    /** Over the nonce, base64. */
    readonly signature: string;
    readonly sealSha256: string;
    readonly checkedAt: string;
  }
>;
export type KeyMade = Fact<
  'KeyMade',
  OfKey & {
    readonly certificates: CertificatePair;
    readonly sealId: string;
    readonly notAfter: string;
    readonly madeAt: string;
  }
>;
export type ProductionFailed = Fact<
  'ProductionFailed',
  {
    readonly attempt: number;
    readonly ground: FailureGround;
    readonly remark: string | null;
    readonly by: string;
    readonly failedAt: string;
  }
>;
/** The order stands again where it stood after the re-verification; `attempt` is the one to come. */
export type RemakeOrdered = Fact<
  'RemakeOrdered',
  OfCase & {
    readonly attempt: number;
    readonly ground: RemakeGround;
    readonly ended: EndedKey;
    readonly orderedAt: string;
  }
>;
export type KeyPacked = Fact<
  'KeyPacked',
  {
    readonly caseId: string;
    readonly attempt: number;
    readonly tokenSerial: string;
    readonly parcelId: string;
    readonly claimId: string;
    readonly trackingNumber: string;
    readonly packedAt: string;
  }
>;
/** The parcel never left, or left without it. */
export type KeyUnpacked = Fact<
  'KeyUnpacked',
  {
    readonly caseId: string;
    readonly attempt: number;
    readonly tokenSerial: string;
    readonly parcelId: string;
    readonly unpackedAt: string;
  }
>;
export type KeyShipped = Fact<
  'KeyShipped',
  OfDelivery & {
    readonly parcelId: string;
    readonly carrier: string;
    readonly trackingNumber: string;
    readonly shippedAt: string;
  }
>;
export type KeyReceived = Fact<'KeyReceived', OfDelivery & { readonly parcelId: string; readonly receivedAt: string }>;
export type KeyLost = Fact<
  'KeyLost',
  OfCase & {
    readonly attempt: number;
    readonly parcelId: string;
    readonly ground: ParcelGround;
    readonly reportedAt: string;
  }
>;
/** What whoever comes for a key has to bring. */
interface ToBring {
  readonly papers: readonly Slot[];
  /** The old keys that are handed in for it; missing where there is none. */
  readonly toReturn?: readonly string[];
}
export type KeyReadyForCollection = Fact<
  'KeyReadyForCollection',
  OfDelivery &
    ToBring & {
      readonly by: string;
      readonly noticeAt: string;
      readonly collectBy: string;
    }
>;
/** Nobody came for it yet: the enterprise is to be reminded, so many days after it was told to come. */
export type CollectionReminded = Fact<
  'CollectionReminded',
  OfDelivery &
    ToBring & {
      readonly daysAfter: CollectionReminderDays;
      readonly collectBy: string;
      readonly remindedAt: string;
    }
>;
export type FinalReviewPassed = Fact<
  'FinalReviewPassed',
  OfKey & {
    readonly reviewer: string;
    readonly checked: readonly CheckedSlot[];
    readonly decidedAt: string;
  }
>;
export type FinalReviewFailed = Fact<
  'FinalReviewFailed',
  OfKey & {
    readonly reviewer: string;
    readonly reasons: readonly Reason[];
    readonly correctable: boolean;
    /** 备注. */
    readonly remark: string | null;
    readonly decidedAt: string;
  }
>;
export type KeyCollected = Fact<
  'KeyCollected',
  OfDelivery & {
    readonly certificates: CertificatePair;
    readonly notAfter: string;
    readonly collector: Collector;
    readonly collectorIdentity: CollectorIdentity | null;
    readonly by: string;
    readonly collectedAt: string;
  }
>;
/** The end without a key handed over. `ended` is what was made so far, if anything was. */
export type OrderEnded = Fact<
  'OrderEnded',
  OfCase & {
    readonly ground: EndGround;
    readonly remark: string | null;
    readonly by: string | null;
    readonly ended: EndedKey | null;
    /** The end of the last certificates of any key that was made in the case; facts from before it was told have that of `ended`. */
    readonly notAfter?: string | null;
    readonly endedAt: string;
  }
>;
export type DueDateSet = Fact<
  'DueDateSet',
  OfCase & Due & { readonly stage: DueStage; readonly round: number; readonly attempt: number; readonly setAt: string }
>;
export type DeadlineNear = Fact<
  'DeadlineNear',
  {
    readonly stage: DueStage;
    readonly dueAt: string;
    readonly grounds: readonly WarningGround[];
    readonly warnedAt: string;
  }
>;
export type DeadlineBreached = Fact<
  'DeadlineBreached',
  OfCase &
    Due & { readonly stage: DueStage; readonly round: number; readonly attempt: number; readonly breachedAt: string }
>;

/** 增办: the enterprise may have one more key, and this case has its slot. It is told long before the order is opened. */
export type KeySlotHeld = Fact<'KeySlotHeld', { readonly heldAt: string }>;
export type KeySlotGivenBack = Fact<'KeySlotGivenBack', { readonly givenBackAt: string }>;

export type KeyOrderEvent =
  | KeySlotHeld
  | KeySlotGivenBack
  | OrderOpened
  | WithdrawalRecorded
  | TokenForgone
  | OldKeysRevoked
  | OldKeysAskedFor
  | ProductionStarted
  | IssuanceOpened
  | CertificateRecorded
  | CertificatesCompleted
  | SealMade
  | PinLetterRecorded
  | PinLetterDispatched
  | QualityPassed
  | KeyMade
  | ProductionFailed
  | RemakeOrdered
  | KeyPacked
  | KeyUnpacked
  | KeyShipped
  | KeyReceived
  | KeyLost
  | KeyReadyForCollection
  | CollectionReminded
  | FinalReviewPassed
  | FinalReviewFailed
  | KeyCollected
  | OrderEnded
  | DueDateSet
  | DeadlineNear
  | DeadlineBreached;

/** Free text may name people; a collector is one. */
export const personalData = {
  owner: (_event, caseId) => caseKey(caseId),
  fields: {
    ProductionFailed: ['remark'],
    FinalReviewFailed: ['remark'],
    KeyCollected: ['collectorIdentity'],
    OrderEnded: ['remark'],
  },
} as const satisfies PersonalData<KeyOrderEvent>;
