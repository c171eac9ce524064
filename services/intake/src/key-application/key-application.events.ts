import type {
  AcceptedConsent,
  DocumentRef,
  DocumentVersion,
  DraftForm,
  QrFinding,
  ScannedPage,
  Slot,
} from '@ekey/case-papers';
import { caseKey, type AsStored, type Fact, type PersonalData, type Sealed } from '@ekey/kernel';

/** 首次申领, 增办, 补办, 变更. */
export type ApplicationKind = 'first' | 'additional' | 'replacement' | 'change';

/** What identifies the case to whoever reads a single fact of it. */
export interface ApplicationIs {
  readonly caseId: string;
  readonly kind: ApplicationKind;
  readonly uscc: string;
}

/** Of a 补办: 遗失, 损坏, 锁死, 更新失败. Of a 变更: 证书内容变更. */
export type ReplacementGround = 'lost' | 'damaged' | 'locked' | 'renewal-died' | 'information-changed';

/** 遗忘口令, 连续误输, 经办人变更, 原因不明. */
export type UnlockReason = 'pin-forgotten' | 'pin-mistyped' | 'holder-changed' | 'cause-unknown';
/** As issuance tells it. */
export type UnlockOutcome =
  | 'unlocked'
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

/** 遗失, 泄露, 信息变更, 损坏, 停用, 企业注销. */
export type RevocationGround =
  'lost' | 'compromised' | 'information-changed' | 'damaged' | 'out-of-use' | 'enterprise-dissolved';
/** As issuance tells it. */
export type RevocationOutcome =
  | 'revoked'
  | 'already-revoked'
  | 'under-way'
  | 'identity-not-established'
  | 'not-authorised'
  | 'mistaken'
  | 'cancelled';

/** The key (原钥匙) whose place the new one takes. */
export interface NamedKey {
  /** 钥匙编号: the serial number of its token, or of a key from before this system the number that stands on it. */
  readonly number: string;
  /** The case that it was handed over in; `null` for a key from before this system. */
  readonly caseId: string | null;
}

/** The key that another one is asked for in place of. */
export interface Named {
  readonly key: NamedKey;
  readonly ground: ReplacementGround;
  /** Numbers of keys that are given up beside it, since the enterprise would have too many. */
  readonly surplus: readonly string[];
  /** The account on the outside platform was activated in an earlier case, so no mail asks for that again. */
  readonly activatedBefore: boolean;
}

/** Settings under which the case began; a later change of configuration does not touch it. */
export interface ActivationTerms {
  readonly trigger: 're-verification' | 'registration';
  readonly days: number;
}

export type Stage = 'pre-verification' | 're-verification';

export interface Finding {
  readonly code: string;
  readonly target: Slot | 'form' | 'counter';
  readonly field?: string | undefined;
}

/** One state of the form as submitted: the sealed document that holds it, and what others need of it in clear. */
export interface FormAsSubmitted {
  readonly formVersion: number;
  readonly form: DocumentRef;
  /** Keyed digest of the document; its first characters stand on the printouts. */
  readonly digest: string;
  readonly nameCn: string;
  readonly agencyId: string;
  readonly pickupPointId: string;
  readonly licenceTypes: readonly string[];
  /** Dotted paths of the fields that differ from the last confirmed round. */
  readonly changedFields: readonly string[];
  /** Where mail about the case goes. */
  readonly mailTo: string | null;
}

export type KeyApplicationEvent =
  | Fact<
      'ApplicationStarted',
      ApplicationIs & {
        readonly accountId: string;
        readonly formNumber: string;
        readonly activation: ActivationTerms;
        /** Empty, or copied from an ended case. */
        readonly draft: DraftForm | null;
        /** Where mail goes before the form names an address: that of the account. */
        readonly mailTo: string | null;
        readonly copiedFrom: string | null;
        readonly documents: readonly DocumentVersion[];
        readonly startedAt: string;
      }
    >
  /** With its start: which key it is about, and why. */
  | Fact<'KeyNamed', ApplicationIs & Named & { readonly namedAt: string }>
  /** Found again before 复核通过. */
  | Fact<'KeyLossTakenBack', ApplicationIs & { readonly tokenSerial: string; readonly takenBackAt: string }>
  | Fact<'DraftSaved', { readonly draft: DraftForm | null; readonly savedAt: string }>
  | Fact<
      'FormSubmitted',
      FormAsSubmitted & {
        /** Printouts of the version before that have to be printed anew. */ readonly outdated: readonly Slot[];
        readonly submittedAt: string;
      }
    >
  | Fact<
      'FormReopened',
      { /** The scans that no longer count. */ readonly stale: readonly Slot[]; readonly reopenedAt: string }
    >
  | Fact<
      'PageUploaded',
      {
        readonly slot: Slot;
        readonly page: number;
        /** Of the slot; grows with every change of its pages. */
        readonly version: number;
        /** The pages that had to be replaced are put aside with this first new one. */
        readonly beginsAnew: boolean;
        readonly image: ScannedPage;
        readonly qr: QrFinding;
        readonly uploadedAt: string;
      }
    >
  | Fact<
      'PageRemoved',
      { readonly slot: Slot; readonly page: number; readonly version: number; readonly removedAt: string }
    >
  | Fact<
      'SubmissionConfirmed',
      ApplicationIs &
        FormAsSubmitted & {
          readonly round: number;
          readonly formNumber: string;
          readonly reservationId: string;
          readonly consents: readonly AcceptedConsent[];
          readonly documents: readonly DocumentVersion[];
          readonly submittedBy: string;
          readonly submittedAt: string;
        }
    >
  | Fact<'ReservationGivenUp', ApplicationIs & { readonly reservationId: string; readonly givenUpAt: string }>
  | Fact<'PreVerificationRecorded', { readonly round: number; readonly decidedAt: string }>
  | Fact<
      'ReturnedForCorrection',
      {
        readonly round: number;
        readonly stage: Stage;
        readonly reasons: readonly Finding[];
        readonly rejected: readonly Slot[];
        readonly formRejected: boolean;
        /** 备注, as the reviewer sealed it under the key of the case. */
        readonly remark: Sealed;
        readonly returnedAt: string;
      }
    >
  | Fact<
      'ReVerificationRecorded',
      ApplicationIs & {
        readonly round: number;
        readonly accountId: string;
        readonly nameCn: string;
        readonly decidedAt: string;
      }
    >
  | Fact<
      'RefusalRecorded',
      ApplicationIs & { readonly ground: string; readonly remark: Sealed; readonly decidedAt: string }
    >
  | Fact<
      'ApplicationWithdrawn',
      ApplicationIs & {
        /** 0: it was never submitted, and nobody else knows of it. */
        readonly round: number;
        readonly ground: 'applicant' | 'slot-released';
        /** The words of the manager who released the slot. */
        readonly reason: string | null;
        readonly withdrawnAt: string;
      }
    >
  | Fact<'ApplicationExpired', ApplicationIs & { readonly round: number; readonly expiredAt: string }>
  | Fact<
      'ExpiryReminded',
      ApplicationIs & {
        readonly idleDays: number;
        readonly expiresOn: string;
        readonly mailTo: string | null;
        readonly remindedAt: string;
      }
    >
  | Fact<'KeyCollectedRecorded', ApplicationIs & { readonly collectedAt: string }>
  | Fact<'OrderEndedRecorded', ApplicationIs & { readonly ground: string; readonly endedAt: string }>
  | Fact<
      'ActivationRequested',
      ApplicationIs & {
        readonly requestId: string;
        readonly nameCn: string;
        readonly again: boolean;
        readonly mailTo: string | null;
        /** Since when the case has had that address; missing in facts of earlier releases. */
        readonly mailStatedAt?: string;
        /** Whose approval has brought it about; missing otherwise. */
        readonly renewalId?: string;
        readonly requestedAt: string;
        readonly expiresAt: string;
      }
    >
  | Fact<
      'ActivationOrdered',
      ApplicationIs & {
        readonly requestId: string;
        readonly nameCn: string;
        readonly form: DocumentRef;
        readonly orderedAt: string;
      }
    >
  | Fact<'ActivationRefused', { readonly requestId: string; readonly cause: string; readonly refusedAt: string }>
  | Fact<
      'AccountActivated',
      ApplicationIs & { readonly requestId: string; readonly accountId: string; readonly activatedAt: string }
    >
  | Fact<'ContactCorrected', ApplicationIs & { readonly mailTo: string | null; readonly correctedAt: string }>
  /** 挂失: the key is to be good for nothing from now on. Of one that this case has brought, or that it is to replace. */
  | Fact<'KeyLossReported', ApplicationIs & { readonly tokenSerial: string; readonly reportedAt: string }>
  /** PIN 解锁 of the key that this case has brought. */
  | Fact<
      'KeyUnlockRequested',
      ApplicationIs & {
        readonly tokenSerial: string;
        readonly requestId: string;
        readonly reason: UnlockReason;
        readonly requestedAt: string;
      }
    >
  | Fact<
      'KeyUnlockRequestWithdrawn',
      ApplicationIs & { readonly tokenSerial: string; readonly requestId: string; readonly withdrawnAt: string }
    >
  | Fact<
      'KeyUnlockAnswered',
      { readonly requestId: string; readonly outcome: UnlockOutcome; readonly answeredAt: string }
    >
  /** 注销 of the key that this case has brought. */
  | Fact<
      'KeyRevocationRequested',
      ApplicationIs & {
        readonly tokenSerial: string;
        readonly requestId: string;
        readonly ground: RevocationGround;
        readonly formNumber: string;
        readonly requestedAt: string;
      }
    >
  | Fact<
      'KeyRevocationRequestWithdrawn',
      ApplicationIs & { readonly tokenSerial: string; readonly requestId: string; readonly withdrawnAt: string }
    >
  | Fact<
      'KeyRevocationAnswered',
      { readonly requestId: string; readonly outcome: RevocationOutcome; readonly answeredAt: string }
    >
  | Fact<
      'MailUndeliverable',
      { readonly noticeId: string; readonly purpose: string; readonly cause: string; readonly abandonedAt: string }
    >;

export const personalData = {
  owner: (_event, streamId) => caseKey(streamId),
  fields: {
    ApplicationStarted: ['draft', 'mailTo'],
    DraftSaved: ['draft'],
    FormSubmitted: ['mailTo'],
    SubmissionConfirmed: ['mailTo'],
    ApplicationWithdrawn: ['reason'],
    ExpiryReminded: ['mailTo'],
    ActivationRequested: ['mailTo'],
    ContactCorrected: ['mailTo'],
  },
} as const satisfies PersonalData<KeyApplicationEvent>;

/** A fact of a case as subscriptions deliver it. */
export type StoredKeyApplicationFact<Type extends KeyApplicationEvent['type'] = KeyApplicationEvent['type']> = Extract<
  AsStored<KeyApplicationEvent, typeof personalData>,
  { type: Type }
>;
