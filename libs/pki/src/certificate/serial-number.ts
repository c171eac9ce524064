import { createHmac } from 'node:crypto';
import type { CertificateUse } from './certificate-profile';

/**
 * The serial number of the certificate that a case's attempt needs for a use: 32 upper-case hex digits, 16 octets. It is drawn from an HMAC, so
 * that a repeated step draws the same number and nobody without the key foretells one (RFC 5280 §4.1.2.2; at most 20 octets, positive).
 *
 * The top bit is cleared to make it positive, the next one set: then its encoding has always 16 octets, and the text here is letter for letter
 * the one that OpenSSL and Node print, which drop leading zeros.
 */
export function serialNumber(serialKey: Buffer, caseId: string, attempt: number, use: CertificateUse): string {
  if (serialKey.length < 32) throw new RangeError('the serial key must have at least 32 octets');
  if (!Number.isSafeInteger(attempt) || attempt < 0)
    throw new RangeError(`attempts are counted, ${attempt} is no number of one`);
  const octets = createHmac('sha256', serialKey)
    .update(JSON.stringify([caseId, attempt, use]))
    .digest()
    .subarray(0, 16);
  octets[0] = ((octets[0] ?? 0) & 0x7f) | 0x40;
  return octets.toString('hex').toUpperCase();
}
