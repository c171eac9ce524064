import type {
  AcceptedConsent,
  DocumentRef,
  DocumentVersion,
  DraftForm,
  RemovedPage,
  Slot,
  UploadedPage,
} from '@ekey/case-papers';
import { caseKey, type AsStored, type Fact, type PersonalData, type Sealed } from '@ekey/kernel';

export type CertificateUse = 'signing' | 'encryption';
export interface CertificatePair {
  readonly signing: string;
  readonly encryption: string;
}

/** What identifies the renewal to whoever reads a single fact of it. */
export interface RenewalIs {
  readonly caseId: string;
  readonly uscc: string;
  /** Of the signing certificate that is renewed. */
  readonly serial: string;
}

/** The key as it is before it is renewed. What its certificate says of the enterprise stays as it is. */
export interface RenewedKey {
  readonly tokenSerial: string;
  readonly certificates: CertificatePair;
  /** Of the signing certificate. */
  readonly notAfter: string;
  readonly nameCn: string;
  readonly agencyId: string;
  readonly pickupPointId: string;
  /** The sealed form by which the key was made. */
  readonly formerForm: string;
  /** That of the change of contact data which had been passed by then; missing where there was none. */
  readonly contactForm?: string;
}

/** One state of the form as submitted: the sealed document that holds it, and what others need of it in clear. */
export interface FormAsSubmitted {
  readonly formVersion: number;
  readonly form: DocumentRef;
  readonly digest: string;
  readonly licenceTypes: readonly string[];
  readonly changedFields: readonly string[];
  readonly mailTo: string | null;
}

export interface Finding {
  readonly code: string;
  readonly target: Slot | 'form' | 'counter';
  readonly field?: string | undefined;
}

/** What goes into the token for one use. */
export interface MadeCertificate {
  readonly serial: string;
  /** DER in base64. */
  readonly certificate: string;
  readonly sha256: string;
  readonly notBefore: string;
  readonly notAfter: string;
}
export interface MadeSeal {
  readonly sealId: string;
  readonly documentId: string;
  readonly sha256: string;
}

/** What the update client confirms, in this order: written into the token and read back. */
export const STEPS = ['signing-written', 'encryption-written', 'seal-written'] as const;
export type Step = (typeof STEPS)[number];

export type RenewalEvent =
  | Fact<
      'RenewalStarted',
      RenewalIs &
        RenewedKey & { readonly formNumber: string; readonly draft: DraftForm | null; readonly startedAt: string }
    >
  | Fact<'DraftSaved', { readonly draft: DraftForm | null; readonly savedAt: string }>
  | Fact<'FormSubmitted', FormAsSubmitted & { readonly outdated: readonly Slot[]; readonly submittedAt: string }>
  | Fact<'FormReopened', { readonly stale: readonly Slot[]; readonly reopenedAt: string }>
  | Fact<'PageUploaded', UploadedPage & { readonly uploadedAt: string }>
  | Fact<'PageRemoved', RemovedPage & { readonly removedAt: string }>
  | Fact<
      'SubmissionConfirmed',
      RenewalIs &
        FormAsSubmitted & {
          readonly nameCn: string;
          readonly agencyId: string;
          readonly pickupPointId: string;
          readonly notAfter: string;
          readonly round: number;
          readonly formNumber: string;
          readonly consents: readonly AcceptedConsent[];
          readonly documents: readonly DocumentVersion[];
          readonly submittedBy: string;
          readonly submittedAt: string;
        }
    >
  | Fact<
      'ReturnedForCorrection',
      {
        readonly round: number;
        readonly reasons: readonly Finding[];
        readonly rejected: readonly Slot[];
        readonly formRejected: boolean;
        readonly remark: Sealed;
        readonly returnedAt: string;
      }
    >
  | Fact<'ApprovalRecorded', { readonly round: number; readonly formDocumentId: string; readonly approvedAt: string }>
  | Fact<
      'UpdateSessionOpened',
      {
        readonly sessionId: string;
        /** What the new key signs to prove itself. */ readonly nonce: string;
        readonly openedAt: string;
      }
    >
  | Fact<
      'CertificateRequestAccepted',
      RenewalIs & {
        readonly attempt: number;
        readonly use: CertificateUse;
        readonly nameCn: string;
        readonly tokenSerial: string;
        readonly spki: string;
        readonly spkiSha256: string;
        readonly requestSha256: string;
        readonly formDocumentId: string;
        readonly oldNotAfter: string;
        readonly acceptedAt: string;
      }
    >
  /** The token holds other keys than those that were asked for: what was issued for them is an orphan. */
  | Fact<'AttemptAbandoned', RenewalIs & { readonly attempt: number; readonly abandonedAt: string }>
  | Fact<
      'RequestRefusalRecorded',
      { readonly attempt: number; readonly use: CertificateUse; readonly code: string; readonly recordedAt: string }
    >
  | Fact<
      'DeliveryRecorded',
      {
        readonly attempt: number;
        readonly certificates: { readonly signing: MadeCertificate; readonly encryption: MadeCertificate };
        readonly chain: readonly string[];
        readonly seal: MadeSeal;
        readonly recordedAt: string;
      }
    >
  | Fact<'StepConfirmed', { readonly attempt: number; readonly step: Step; readonly confirmedAt: string }>
  /** Nothing came of the session any more. What was done stays done, and another one takes it up. */
  | Fact<'UpdateInterrupted', { readonly sessionId: string; readonly interruptedAt: string }>
  /** From here on the new certificates are the key's. */
  | Fact<
      'NewKeyProved',
      RenewalIs & {
        readonly attempt: number;
        readonly tokenSerial: string;
        readonly agencyId: string;
        readonly pickupPointId: string;
        readonly oldCertificates: CertificatePair;
        readonly certificates: CertificatePair;
        readonly notAfter: string;
        /** Over the text of the challenge, base64. */
        readonly signature: string;
        readonly provedAt: string;
      }
    >
  | Fact<
      'RenewalEnded',
      RenewalIs & {
        readonly ground: 'withdrawn' | 'expired' | 'converted' | 'key-revoked';
        readonly round: number;
        readonly endedAt: string;
      }
    >;

/** Whose certificate it is stands in the certificate; who acts for the enterprise is personal. */
export const personalData = {
  owner: (_event, caseId) => caseKey(caseId),
  fields: {
    RenewalStarted: ['draft'],
    DraftSaved: ['draft'],
    FormSubmitted: ['mailTo'],
    SubmissionConfirmed: ['mailTo'],
  },
} as const satisfies PersonalData<RenewalEvent>;

/** A fact of a renewal as subscriptions deliver it. */
export type StoredRenewalFact<Type extends RenewalEvent['type'] = RenewalEvent['type']> = Extract<
  AsStored<RenewalEvent, typeof personalData>,
  { readonly type: Type }
>;
