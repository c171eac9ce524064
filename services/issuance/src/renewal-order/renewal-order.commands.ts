import type { Command } from '@ekey/kernel';
import type { EnterpriseSubject } from '../certificate/certificate.events';
import type { CertificatePair } from '../key-order/key-order.events';
import type { CertificateUse, KeyPurpose } from '../public-key/public-key.events';
import type { RenewalMade, RenewalRequest } from './renewal-order.events';

interface Now {
  readonly now: string;
}

export type TakeRequest = Command<'TakeRequest', RenewalRequest & Now>;
export type AcceptKey = Command<'AcceptKey', KeyPurpose & Now>;
export type RefuseKey = Command<'RefuseKey', KeyPurpose & Now>;
export type OpenRenewalIssuance = Command<
  'OpenRenewalIssuance',
  Now & {
    readonly attempt: number;
    readonly use: CertificateUse;
    readonly serial: string;
    readonly subject: EnterpriseSubject;
  }
>;
export type RecordRenewalCertificate = Command<
  'RecordRenewalCertificate',
  Now & {
    readonly attempt: number;
    readonly use: CertificateUse;
    readonly serial: string;
    readonly notBefore: string;
    readonly notAfter: string;
  }
>;
export type RecordRenewalMade = Command<
  'RecordRenewalMade',
  Now & Pick<RenewalMade['data'], 'attempt' | 'certificates' | 'chain' | 'seal'>
>;
export type OrphanAttempt = Command<'OrphanAttempt', Now & { readonly attempt: number }>;
export type OrphanWhatIsLeft = Command<'OrphanWhatIsLeft', Now>;
export type CompleteRenewal = Command<
  'CompleteRenewal',
  Now & {
    readonly attempt: number;
    readonly certificates: CertificatePair;
    readonly oldCertificates: CertificatePair;
  }
>;

export type RenewalOrderCommand =
  | TakeRequest
  | AcceptKey
  | RefuseKey
  | OpenRenewalIssuance
  | RecordRenewalCertificate
  | RecordRenewalMade
  | OrphanAttempt
  | OrphanWhatIsLeft
  | CompleteRenewal;
