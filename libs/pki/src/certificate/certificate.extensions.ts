import { createHash } from 'node:crypto';
import { enterOnly, readOctetsOfBitString } from '../asn1/der.reader';
import {
  NULL,
  TAG,
  bitString,
  boolean,
  contextTag,
  ia5String,
  integer,
  octetString,
  oid,
  printableString,
  sequence,
  tlv,
} from '../asn1/der.writer';
import { OID } from '../asn1/object-identifiers';
import { KEY_USAGE, type KeyUsage } from './certificate-profile';

/** Extension ::= SEQUENCE { extnID, critical DEFAULT FALSE, extnValue OCTET STRING } (RFC 5280 §4.1). */
export function extension(id: string, critical: boolean, value: Buffer): Buffer {
  return sequence(oid(id), ...(critical ? [boolean(true)] : []), octetString(value));
}

/** First 160 bits of SHA-256 over the key's bits (RFC 7093 §2, method 1). */
export function keyIdentifier(spki: Buffer): Buffer {
  return createHash('sha256').update(keyBits(spki)).digest().subarray(0, 20);
}

/** The bits of a public key, without what stands around them: what is hashed wherever a key is named by its hash. */
export function keyBits(spki: Buffer): Buffer {
  const info = enterOnly(spki);
  info.next(TAG.SEQUENCE);
  return readOctetsOfBitString(info.next(TAG.BIT_STRING));
}

export const subjectKeyIdentifier = (spki: Buffer): Buffer =>
  extension(OID.subjectKeyIdentifier, false, octetString(keyIdentifier(spki)));

export const authorityKeyIdentifier = (identifier: Buffer): Buffer =>
  extension(OID.authorityKeyIdentifier, false, sequence(tlv(contextTag(0, false), identifier)));

/** cA=FALSE is its default and therefore not written; a path length is for authorities only. */
export function basicConstraints(authority: { pathLength: number | null } | null): Buffer {
  if (!authority) return extension(OID.basicConstraints, true, sequence());
  const length = authority.pathLength === null ? [] : [integer(authority.pathLength)];
  return extension(OID.basicConstraints, true, sequence(boolean(true), ...length));
}

/** A named bit list: bits from the left, no zero bit at the end (X.690 §11.2.2). */
export function keyUsageValue(usages: readonly KeyUsage[]): Buffer {
  const bits = usages.map((usage) => KEY_USAGE[usage]);
  const octet = bits.reduce<number>((sum, bit) => sum | (0x80 >> bit), 0);
  return bitString(Buffer.of(octet), 7 - Math.max(...bits));
}

export const keyUsage = (usages: readonly KeyUsage[]): Buffer => extension(OID.keyUsage, true, keyUsageValue(usages));

export const extendedKeyUsage = (usage: string, critical: boolean): Buffer =>
  extension(OID.extKeyUsage, critical, sequence(oid(usage)));

const uri = (value: string): Buffer => ia5String(value, contextTag(6, false));

export const subjectAltNameUri = (value: string): Buffer => extension(OID.subjectAltName, false, sequence(uri(value)));

export function crlDistributionPoint(url: string): Buffer {
  const fullName = tlv(contextTag(0, true), uri(url));
  return extension(OID.cRLDistributionPoints, false, sequence(sequence(tlv(contextTag(0, true), fullName))));
}

export function authorityInfoAccess(places: { ocspUrl?: string; caIssuersUrl: string }): Buffer {
  const ocsp = places.ocspUrl === undefined ? [] : [sequence(oid(OID.adOcsp), uri(places.ocspUrl))];
  const issuers = sequence(oid(OID.adCaIssuers), uri(places.caIssuersUrl));
  return extension(OID.authorityInfoAccess, false, sequence(...ocsp, issuers));
}

/** Relying parties need not ask for the status of whoever tells them of status (RFC 6960 §4.2.2.2.1). */
export const ocspNoCheck = (): Buffer => extension(OID.ocspNoCheck, false, NULL);

export const certificatePolicy = (policy: string): Buffer =>
  extension(OID.certificatePolicies, false, sequence(sequence(oid(policy))));

/** GM/T 0015: the code as a PrintableString, under the object identifier that the deployment names. */
export const unifiedCode = (id: string, code: string): Buffer => extension(id, false, printableString(code));
