import type { Command } from '@ekey/kernel';
import type { CertificateOrder, RevocationReason } from './certificate.events';

interface Now {
  readonly now: string;
}

export type ReserveSerialNumber = Command<'ReserveSerialNumber', CertificateOrder & Now>;
export type PrepareIssuance = Command<
  'PrepareIssuance',
  Now & { readonly notBefore: string; readonly notAfter: string; readonly tbs: string; readonly tbsSha256: string }
>;
export type RecordSignedCertificate = Command<
  'RecordSignedCertificate',
  Now & { readonly certificate: string; readonly sha256: string }
>;
export type RecordHoldPublished = Command<'RecordHoldPublished', Now & { readonly crlNumber: number }>;
export type ActivateCertificate = Command<'ActivateCertificate', Now>;
/** Of a key that was handed over, by whoever keeps its suspensions. */
export type HoldCertificate = Command<
  'SuspendCertificate' | 'ReinstateCertificate',
  Now & { readonly revocationId: string }
>;
export type RevokeCertificate = Command<
  'RevokeCertificate',
  Now & { readonly serial: string; readonly reason: RevocationReason; readonly revocationId: string }
>;

export type CertificateCommand =
  | ReserveSerialNumber
  | PrepareIssuance
  | RecordSignedCertificate
  | RecordHoldPublished
  | ActivateCertificate
  | HoldCertificate
  | RevokeCertificate;
