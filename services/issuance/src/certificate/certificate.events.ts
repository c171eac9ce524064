import type { Fact } from '@ekey/kernel';
import type { CertificateUse } from '../public-key/public-key.events';

/** Names of RFC 5280 §5.3.1, as far as issuance uses them. */
export type RevocationReason = 'keyCompromise' | 'affiliationChanged' | 'superseded' | 'cessationOfOperation';

/** Whom the certificate names: the enterprise as its licence does, never a person. */
export interface EnterpriseSubject {
  readonly provinceName: string;
  readonly localityName: string;
  /** 企业全称. */
  readonly organisationName: string;
}

/** What a certificate is made from. */
export interface CertificateOrder {
  /** 32 upper-case hex digits. */
  readonly serial: string;
  readonly caseId: string;
  readonly attempt: number;
  readonly use: CertificateUse;
  readonly uscc: string;
  readonly subject: EnterpriseSubject;
  /** The key's number: the serial number of its token. */
  readonly tokenSerial: string;
  /** SubjectPublicKeyInfo, DER in base64. */
  readonly spki: string;
  /** The end of the certificate that it renews: its term is added to that, so that no day is lost. */
  readonly oldNotAfter?: string;
}

interface Named {
  readonly serial: string;
  readonly caseId: string;
  readonly uscc: string;
}

/** On hold from this moment, long before anything is signed. */
export type SerialNumberReserved = Fact<'SerialNumberReserved', CertificateOrder & { readonly reservedAt: string }>;
/** Revoked before it was reserved: the number is never used. */
export type SerialNumberWithheld = Fact<
  'SerialNumberWithheld',
  { readonly serial: string; readonly revocationId: string; readonly withheldAt: string }
>;
/** The intent, before the signature. `tbs` is the TBSCertificate, DER in base64 (≤ 3 kB). */
export type IssuancePrepared = Fact<
  'IssuancePrepared',
  {
    readonly serial: string;
    readonly profile: CertificateUse;
    readonly notBefore: string;
    readonly notAfter: string;
    readonly tbs: string;
    readonly tbsSha256: string;
    readonly preparedAt: string;
  }
>;
/** `certificate` is DER in base64, `sha256` its digest in hex. */
export type CertificateIssued = Fact<
  'CertificateIssued',
  { readonly serial: string; readonly certificate: string; readonly sha256: string; readonly issuedAt: string }
>;
/** A revocation list that names it as on hold is out: now it may leave issuance. */
export type HoldPublished = Fact<
  'HoldPublished',
  Named & {
    readonly attempt: number;
    readonly use: CertificateUse;
    readonly notBefore: string;
    readonly notAfter: string;
    readonly crlNumber: number;
    readonly publishedAt: string;
  }
>;
export type CertificateActivated = Fact<'CertificateActivated', Named & { readonly at: string }>;
/** Good for nothing while its key is suspended. */
export type CertificateSuspended = Fact<
  'CertificateSuspended',
  Named & { readonly revocationId: string; readonly at: string }
>;
/** Good again, as before. */
export type CertificateReinstated = Fact<
  'CertificateReinstated',
  Named & { readonly revocationId: string; readonly at: string }
>;
export type CertificateRevoked = Fact<
  'CertificateRevoked',
  Named & { readonly reason: RevocationReason; readonly revocationId: string; readonly at: string }
>;
/** A further revocation names it that had ended before: that one has nothing left to do here, and may go on. */
export type CertificateFoundRevoked = Fact<
  'CertificateFoundRevoked',
  { readonly serial: string; readonly revocationId: string; readonly at: string }
>;

export type CertificateEvent =
  | SerialNumberReserved
  | SerialNumberWithheld
  | IssuancePrepared
  | CertificateIssued
  | HoldPublished
  | CertificateActivated
  | CertificateSuspended
  | CertificateReinstated
  | CertificateRevoked
  | CertificateFoundRevoked;
