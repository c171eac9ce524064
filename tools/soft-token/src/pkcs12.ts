import type { KeyObject } from 'node:crypto';
import { asn1, pkcs12, pki } from 'node-forge';
import { toPem } from '@ekey/pki';

/**
 * PKCS#12 (RFC 7292) of a key and its certificate, AES-256. Keys of enterprises never leave their token: this exists because tests of other
 * programs need a file, and a soft token's keys are nobody's.
 */
export function toPkcs12(privateKey: KeyObject, certificate: Buffer, password: string, friendlyName: string): Buffer {
  const key = pki.privateKeyFromPem(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  const cert = pki.certificateFromPem(toPem('CERTIFICATE', certificate));
  const pfx = pkcs12.toPkcs12Asn1(key, [cert], password, { algorithm: 'aes256', friendlyName });
  return Buffer.from(asn1.toDer(pfx).getBytes(), 'latin1');
}
