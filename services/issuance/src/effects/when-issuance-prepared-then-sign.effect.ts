import { createHash } from 'node:crypto';
import type { Clock, Effect } from '@ekey/kernel';
import { assembleCertificate, type CertificateAuthority } from '@ekey/pki';
import type { RecordSignedCertificate } from '../certificate/certificate.commands';
import type { IssuancePrepared } from '../certificate/certificate.events';

/** One line before and one after each signature; never a name, never a key. */
export interface SignatureLog {
  signing(serial: string, tbsSha256: string): void;
  signed(serial: string, sha256: string): void;
}
export interface SigningPorts {
  readonly authority: CertificateAuthority;
  readonly clock: Clock;
  readonly log: SignatureLog;
}

/**
 * The last of the four steps to a certificate. Signatures of PKCS #1 v1.5 are deterministic: where the record of the first was
 * lost with the power, the second gives the same certificate.
 */
export const whenIssuancePreparedThenSign: Effect<IssuancePrepared, RecordSignedCertificate, SigningPorts> = {
  name: 'when-issuance-prepared-then-sign',
  on: ['IssuancePrepared'],
  act: async ({ data }, { authority, clock, log }) => {
    const tbs = Buffer.from(data.tbs, 'base64');
    log.signing(data.serial, data.tbsSha256);
    const { der } = assembleCertificate(tbs, await authority.signTbs(tbs));
    const sha256 = createHash('sha256').update(der).digest('hex');
    log.signed(data.serial, sha256);
    return { type: 'RecordSignedCertificate', data: { certificate: der.toString('base64'), sha256, now: clock.now() } };
  },
};
