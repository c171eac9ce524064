import { createHash } from 'node:crypto';
import { OID } from '../asn1/object-identifiers';
import { keyBits } from '../certificate/certificate.extensions';
import { readCertificate } from '../certificate/certificate.reader';
import type { CertificateQuestion } from './ocsp.request';

const HASHES: Readonly<Record<string, string>> = {
  [OID.sha1]: 'sha1',
  [OID.sha256]: 'sha256',
  [OID.sha384]: 'sha384',
  [OID.sha512]: 'sha512',
};

/** Whether a question is about a certificate of the authority with this certificate (DER): name and key, by whatever hash it was asked. */
export function questionsOf(issuerCertificate: Buffer): (question: CertificateQuestion) => boolean {
  const { subject, spki } = readCertificate(issuerCertificate);
  const hashed = new Map(
    Object.entries(HASHES).map(([id, hash]) => {
      const digest = (bytes: Buffer): Buffer => createHash(hash).update(bytes).digest();
      return [id, { name: digest(subject), key: digest(keyBits(spki)) }];
    }),
  );
  return ({ hashAlgorithm, issuerNameHash, issuerKeyHash }) => {
    const own = hashed.get(hashAlgorithm);
    return own !== undefined && own.name.equals(issuerNameHash) && own.key.equals(issuerKeyHash);
  };
}
