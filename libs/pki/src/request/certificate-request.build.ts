import { type KeyObject, sign } from 'node:crypto';
import { NULL, bitString, contextTag, integer, oid, sequence, tlv } from '../asn1/der.writer';
import { OID } from '../asn1/object-identifiers';
import { type NameAttribute, buildName } from '../distinguished-name';
import { toPem } from '../pem';

/** A PKCS#10 request (RFC 2986) in PEM, signed with SHA-256 by the key it is for. Tokens make them; authorities only read them. */
export function makeCertificateRequest(
  privateKey: KeyObject,
  publicKey: KeyObject,
  subject: readonly NameAttribute[],
): string {
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const noAttributes = tlv(contextTag(0, true));
  const info = sequence(integer(0), buildName(subject), spki, noAttributes);
  const algorithm = sequence(oid(OID.sha256WithRSAEncryption), NULL);
  const signature = sign('sha256', info, privateKey);
  return toPem('CERTIFICATE REQUEST', sequence(info, algorithm, bitString(signature)));
}
