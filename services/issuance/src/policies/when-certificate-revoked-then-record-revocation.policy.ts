import type { Policy } from '@ekey/kernel';
import type {
  CertificateFoundRevoked,
  CertificateRevoked,
  SerialNumberWithheld,
} from '../certificate/certificate.events';
import type { RecordRevokedCertificate } from '../revocation/revocation.commands';

type Ended = CertificateRevoked | CertificateFoundRevoked | SerialNumberWithheld;

/** Of each revocation that names it: a renewal and an officer may order the same at once. A number that is never used is as good as a revoked certificate. */
export const whenCertificateRevokedThenRecordRevocation: Policy<Ended, RecordRevokedCertificate> = {
  name: 'when-certificate-revoked-then-record-revocation',
  from: 'own',
  on: ['CertificateRevoked', 'CertificateFoundRevoked', 'SerialNumberWithheld'],
  react: ({ data, meta }) => [
    {
      id: data.revocationId,
      command: { type: 'RecordRevokedCertificate', data: { serial: data.serial, now: meta.recordedAt } },
    },
  ],
};
