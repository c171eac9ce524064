import { bitString, sequence } from '../asn1/der.writer';
import { toPem } from '../pem';
import { SIGNATURE_ALGORITHM } from './certificate.tbs';

/** SEQUENCE { tbs, sha256WithRSAEncryption, signature }: the outer form of certificates and of revocation lists alike. */
export const assembleSigned = (tbs: Buffer, signature: Buffer): Buffer =>
  sequence(tbs, SIGNATURE_ALGORITHM, bitString(signature));

/** A certificate from what was signed and the signature over it: DER and the same in PEM. */
export function assembleCertificate(tbs: Buffer, signature: Buffer): { der: Buffer; pem: string } {
  const der = assembleSigned(tbs, signature);
  return { der, pem: toPem('CERTIFICATE', der) };
}
