import type { Policy } from '@ekey/kernel';
import type { CertificateRevoked, SerialNumberWithheld } from '../certificate/certificate.events';
import type { RecordRevokedCertificate } from '../revocation/revocation.commands';

type Ended = CertificateRevoked | SerialNumberWithheld;

/** A number that is never used is as good as a revoked certificate. */
export const whenCertificateRevokedThenRecordRevocation: Policy<Ended, RecordRevokedCertificate> = {
  name: 'when-certificate-revoked-then-record-revocation',
  from: 'own',
  on: ['CertificateRevoked', 'SerialNumberWithheld'],
  react: ({ data, meta }) => [
    {
      id: data.revocationId,
      command: { type: 'RecordRevokedCertificate', data: { serial: data.serial, now: meta.recordedAt } },
    },
  ],
};
