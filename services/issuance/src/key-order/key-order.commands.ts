import type { Command } from '@ekey/kernel';
import type { EnterpriseSubject } from '../certificate/certificate.events';
import type { CertificateUse } from '../public-key/public-key.events';
import type {
  CheckedSlot,
  Collector,
  CollectorIdentity,
  Due,
  DueStage,
  FailureGround,
  OrderOpened,
  ParcelGround,
  Reason,
  SealMade,
  TerminationGround,
  WarningGround,
} from './key-order.events';

interface Now {
  readonly now: string;
}
/** `by` is the opaque id of the person who acts, also where a machine calls for him. */
interface By extends Now {
  readonly by: string;
}

export type OpenOrder = Command<'OpenOrder', Omit<OrderOpened['data'], 'openedAt'> & Now>;
export type CancelOrder = Command<'CancelOrder', Now & { readonly ground: 'withdrawn' | 'slot-released' }>;
export type ForgoToken = Command<'ForgoToken', Now & { readonly tokenSerial: string; readonly claimId: string }>;
export type RecordOldKeysEnded = Command<
  'RecordOldKeysEnded',
  Now & { readonly tokens: readonly string[]; readonly toReturn: readonly string[] }
>;
export type RecordOldKeysToReturn = Command<'RecordOldKeysToReturn', Now & { readonly toReturn: readonly string[] }>;
export type StartProduction = Command<
  'StartProduction',
  By & { readonly attempt: number; readonly tokenSerial: string; readonly claimId: string }
>;
export type OpenIssuance = Command<
  'OpenIssuance',
  By & {
    readonly attempt: number;
    readonly use: CertificateUse;
    readonly serial: string;
    readonly subject: EnterpriseSubject;
    readonly spki: string;
    readonly spkiSha256: string;
    readonly requestSha256: string;
  }
>;
export type RecordCertificate = Command<
  'RecordCertificate',
  Now & {
    readonly attempt: number;
    readonly use: CertificateUse;
    readonly serial: string;
    readonly notBefore: string;
    readonly notAfter: string;
  }
>;
export type RecordSeal = Command<'RecordSeal', Omit<SealMade['data'], 'madeAt'> & Now>;
export type RecordPinLetter = Command<
  'RecordPinLetter',
  By & {
    readonly letterNumber: string;
    readonly dispatch: { readonly carrier: string; readonly trackingNumber: string } | null;
  }
>;
/** The signature and the seal were verified before this is sent; the decider compares whose they are. */
export type PassQuality = Command<
  'PassQuality',
  By & {
    readonly tokenSerial: string;
    readonly signingSerial: string;
    readonly encryptionSerial: string;
    readonly sealSha256: string;
    readonly nonce: string;
    readonly signature: string;
  }
>;
export type FailProduction = Command<
  'FailProduction',
  By & { readonly ground: FailureGround; readonly remark: string | null }
>;
export type PackKey = Command<
  'PackKey',
  Now & {
    readonly tokenSerial: string;
    readonly parcelId: string;
    readonly claimId: string;
    readonly agencyId: string;
    readonly pickupPointId: string;
    readonly trackingNumber: string;
  }
>;
export type UnpackKey = Command<'UnpackKey', Now & { readonly parcelId: string; readonly claimId: string }>;
export type RecordShipment = Command<
  'RecordShipment',
  Now & {
    readonly tokenSerial: string;
    readonly parcelId: string;
    readonly carrier: string;
    readonly trackingNumber: string;
  }
>;
export type RecordReceipt = Command<'RecordReceipt', Now & { readonly tokenSerial: string; readonly parcelId: string }>;
export type RecordParcelLoss = Command<
  'RecordParcelLoss',
  Now & { readonly tokenSerial: string; readonly parcelId: string; readonly ground: ParcelGround }
>;
export type NotifyCollection = Command<'NotifyCollection', By & { readonly collectBy: string }>;
export type PassFinalReview = Command<'PassFinalReview', By & { readonly checked: readonly CheckedSlot[] }>;
export type FailFinalReview = Command<
  'FailFinalReview',
  By & { readonly reasons: readonly Reason[]; readonly correctable: boolean; readonly remark: string }
>;
/**
 * `authorisedUser` is what the submitted form says of him; null where his data were erased. `returned` are the tokens that came
 * back of those that had to.
 */
export type HandOverKey = Command<
  'HandOverKey',
  By & {
    readonly tokenSerial: string;
    readonly returned: readonly string[];
    /** The old key, as it was scanned when it was handed in for this one. */
    readonly handedIn: string | null;
    readonly collector: Collector;
    readonly identity: CollectorIdentity;
    readonly authorisedUser: Pick<CollectorIdentity, 'name' | 'idType' | 'idNumber'> | null;
  }
>;
export type TerminateOrder = Command<
  'TerminateOrder',
  By & { readonly ground: TerminationGround; readonly remark: string }
>;
/** By the clock, while the key waits at the counter. */
export type RemindOfCollection = Command<'RemindOfCollection', Now & { readonly attempt: number }>;
/** By the clock, once the term is over within which a key is kept at the counter. */
export type ExpireCollection = Command<'ExpireCollection', Now & { readonly attempt: number }>;
export type SetDueDate = Command<'SetDueDate', Due & Now & { readonly stage: DueStage; readonly attempt: number }>;
export type WarnOfDeadline = Command<
  'WarnOfDeadline',
  Now & { readonly stage: DueStage; readonly dueAt: string; readonly grounds: readonly WarningGround[] }
>;
export type RecordDeadlineBreach = Command<
  'RecordDeadlineBreach',
  Now & { readonly stage: DueStage; readonly dueAt: string }
>;

export type RecordSlot = Command<'RecordSlot', Now & { readonly slot: 'held' | 'given-back' }>;

export type KeyOrderCommand =
  | RecordSlot
  | OpenOrder
  | CancelOrder
  | ForgoToken
  | RecordOldKeysEnded
  | RecordOldKeysToReturn
  | StartProduction
  | OpenIssuance
  | RecordCertificate
  | RecordSeal
  | RecordPinLetter
  | PassQuality
  | FailProduction
  | PackKey
  | UnpackKey
  | RecordShipment
  | RecordReceipt
  | RecordParcelLoss
  | NotifyCollection
  | PassFinalReview
  | FailFinalReview
  | HandOverKey
  | TerminateOrder
  | RemindOfCollection
  | ExpireCollection
  | SetDueDate
  | WarnOfDeadline
  | RecordDeadlineBreach;
