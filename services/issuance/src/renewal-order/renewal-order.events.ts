import type { Fact } from '@ekey/kernel';
import type { EnterpriseSubject } from '../certificate/certificate.events';
import type { CertificatePair } from '../key-order/key-order.events';
import type { CertificateUse } from '../public-key/public-key.events';

/** What renewal asks for: one certificate for a key that was made in the token. */
export interface RenewalRequest {
  readonly caseId: string;
  /** Counts the key pairs that the token has made for this renewal. */
  readonly attempt: number;
  readonly use: CertificateUse;
  readonly uscc: string;
  readonly nameCn: string;
  readonly tokenSerial: string;
  /** SubjectPublicKeyInfo, DER in base64. */
  readonly spki: string;
  readonly spkiSha256: string;
  /** The sealed document with the approved form. */
  readonly formDocumentId: string;
  /** Of the certificate that is renewed: the new term is added to it. */
  readonly oldNotAfter: string;
}

interface OfAttempt {
  readonly caseId: string;
  readonly uscc: string;
  readonly attempt: number;
}

/** A certificate as it goes into the token. */
export interface MadeCertificate {
  readonly serial: string;
  /** DER in base64. */
  readonly certificate: string;
  readonly sha256: string;
  readonly notBefore: string;
  readonly notAfter: string;
}

export type RenewalRequestTaken = Fact<'RenewalRequestTaken', RenewalRequest & { readonly takenAt: string }>;
/** The public key is claimed for this certificate. */
export type RenewalKeyAccepted = Fact<'RenewalKeyAccepted', RenewalRequest & { readonly acceptedAt: string }>;
/** The public key has a certificate already. */
export type RenewalRequestRefused = Fact<
  'RenewalRequestRefused',
  OfAttempt & { readonly use: CertificateUse; readonly code: 'PublicKeyTaken'; readonly refusedAt: string }
>;
/** A certificate is asked for; its serial number is known from here on. */
export type RenewalIssuanceOpened = Fact<
  'RenewalIssuanceOpened',
  RenewalRequest & { readonly serial: string; readonly subject: EnterpriseSubject; readonly openedAt: string }
>;
export type RenewalCertificateRecorded = Fact<
  'RenewalCertificateRecorded',
  {
    readonly attempt: number;
    readonly use: CertificateUse;
    readonly serial: string;
    readonly notBefore: string;
    readonly notAfter: string;
    readonly recordedAt: string;
  }
>;
/** Both certificates have left issuance on hold: the seal can be remade, since it lists the exact certificate. */
export type RenewalCertificatesCompleted = Fact<
  'RenewalCertificatesCompleted',
  OfAttempt & {
    readonly nameCn: string;
    readonly tokenSerial: string;
    readonly certificates: CertificatePair;
    readonly notBefore: string;
    readonly notAfter: string;
    readonly formDocumentId: string;
    readonly completedAt: string;
  }
>;
export type RenewalMade = Fact<
  'RenewalMade',
  OfAttempt & {
    readonly certificates: { readonly signing: MadeCertificate; readonly encryption: MadeCertificate };
    /** The authority’s own certificates, PEM. */
    readonly chain: readonly string[];
    readonly seal: { readonly sealId: string; readonly documentId: string; readonly sha256: string };
    readonly madeAt: string;
  }
>;
/** The token lost these keys before they were proved, or the renewal ended: what was issued for them ends. */
export type RenewalAttemptOrphaned = Fact<
  'RenewalAttemptOrphaned',
  OfAttempt & { readonly serials: readonly string[]; readonly sealId: string | null; readonly orphanedAt: string }
>;
/** The new key was proved in the token: the new certificates go live, and the old ones end with their seal. */
export type RenewalCompleted = Fact<
  'RenewalCompleted',
  OfAttempt & {
    readonly certificates: CertificatePair;
    readonly oldCertificates: CertificatePair;
    readonly completedAt: string;
  }
>;
/** The renewed key is in the token, in the same hand as the one before. */
export type RenewedKeyTaken = Fact<
  'RenewedKeyTaken',
  OfAttempt & {
    readonly tokenSerial: string;
    readonly certificates: CertificatePair;
    readonly sealId: string;
    readonly takenAt: string;
  }
>;

export type RenewalOrderEvent =
  | RenewalRequestTaken
  | RenewalKeyAccepted
  | RenewalRequestRefused
  | RenewalIssuanceOpened
  | RenewalCertificateRecorded
  | RenewalCertificatesCompleted
  | RenewalMade
  | RenewalAttemptOrphaned
  | RenewalCompleted
  | RenewedKeyTaken;
