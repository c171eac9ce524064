import { sign } from 'node:crypto';
import { buildName, OID } from '../src';
import { assembleCertificate } from '../src/certificate/certificate.assemble';
import { tbsCertificate } from '../src/certificate/certificate.tbs';
import { rsaPair, spkiOf } from './keys.fixture';

/**
 * A certificate as the authority of this library would not sign it. Whoever stands in it, and whoever has signed it, has the
 * key pair of that name.
 */
export function anyCertificate(subject: string, issuer: string, extensions: readonly Buffer[]): Buffer {
  const nameOf = (value: string): Buffer => buildName([{ type: OID.commonName, value }]);
  const tbs = tbsCertificate({
    serial: '4A0B',
    issuerName: nameOf(issuer),
    subjectName: nameOf(subject),
    spki: spkiOf(rsaPair(subject)),
    notBefore: new Date('2026-01-05T00:00:00Z'),
    notAfter: new Date('2036-01-05T00:00:00Z'),
    extensions,
  });
  return assembleCertificate(tbs, sign('sha256', tbs, rsaPair(issuer).privateKey)).der;
}
