import { createHash } from 'node:crypto';
import type { CertificateRequest } from '@ekey/pki';

/** A request that is nothing but the public key for which a certificate is asked: DER in base64. */
export function fakeRequestOf(text: string): CertificateRequest {
  const spki = Buffer.from(text, 'base64');
  const sha256 = createHash('sha256').update(spki).digest('hex');
  return {
    subject: [],
    spki: text,
    spkiSha256: sha256,
    modulusBits: 2048,
    signatureHash: 'sha256',
    requestSha256: sha256,
  };
}
