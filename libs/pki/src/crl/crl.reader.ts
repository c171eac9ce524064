import { createPublicKey, verify } from 'node:crypto';
import {
  DerCursor,
  DerError,
  enterOnly,
  only,
  readInteger,
  readOctetsOfBitString,
  readSmallInteger,
  readTime,
} from '../asn1/der.reader';
import { TAG, contextTag } from '../asn1/der.writer';
import { OID } from '../asn1/object-identifiers';
import { hasKeyUsage } from '../certificate/certificate.chain';
import {
  extensionOf,
  readAlgorithm,
  readCertificate,
  readExtensions,
  serialHex,
} from '../certificate/certificate.reader';
import { type Refusal, type Wording, refusal } from '../refusal';
import { type RevocationReason, reasonOf } from './crl.reasons';

export type CrlCode = 'CrlMalformed';

const WORDINGS: Record<CrlCode, Wording> = {
  CrlMalformed: { zh: '证书吊销列表格式错误。', en: 'The certificate revocation list is malformed.' },
};

export interface ReadRevocation {
  readonly at: Date;
  readonly reason: RevocationReason;
}

export interface ReadCrl {
  /** DER of the issuer's Name. */
  readonly issuer: Buffer;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  readonly crlNumber: bigint;
  readonly authorityKeyIdentifier: Buffer;
  /** By serial, upper-case hex. */
  readonly revoked: ReadonlyMap<string, ReadRevocation>;
  readonly tbs: Buffer;
  readonly signature: Buffer;
}

/** Reads a complete CRL of version 2 with a code of its own, sharing nothing with the writer but the tags. Never throws. */
export function parseCrl(der: Buffer): ReadCrl | Refusal<CrlCode> {
  try {
    const list = enterOnly(der);
    const tbs = list.next(TAG.SEQUENCE);
    const algorithm = readAlgorithm(list.enter());
    const signature = readOctetsOfBitString(list.next(TAG.BIT_STRING));
    list.end();
    if (algorithm !== OID.sha256WithRSAEncryption) throw new DerError(`algorithm ${algorithm}`);
    return { ...readTbsCrl(tbs.content), tbs: tbs.raw, signature };
  } catch (error) {
    if (error instanceof DerError) return refusal(WORDINGS, 'CrlMalformed', error.message);
    throw error;
  }
}

function readTbsCrl(content: Buffer): Omit<ReadCrl, 'tbs' | 'signature'> {
  const tbs = new DerCursor(content);
  if (readSmallInteger(tbs.next(TAG.INTEGER)) !== 1) throw new DerError('not a list of version 2');
  if (readAlgorithm(tbs.enter()) !== OID.sha256WithRSAEncryption) throw new DerError('the inner algorithm is another');
  const issuer = tbs.next(TAG.SEQUENCE).raw;
  const [thisUpdate, nextUpdate] = [readTime(tbs.next()), readTime(tbs.next())];
  const revoked = readRevoked(tbs.optional(TAG.SEQUENCE)?.content);
  const extensions = { extensions: readExtensions(tbs.next(contextTag(0, true)).content) };
  tbs.end();
  const number = extensionOf(extensions, OID.cRLNumber);
  const authority = extensionOf(extensions, OID.authorityKeyIdentifier);
  if (!number || !authority) throw new DerError('number or authority key identifier is missing');
  const known: readonly string[] = [OID.cRLNumber, OID.authorityKeyIdentifier];
  if (extensions.extensions.some(({ id, critical }) => critical && !known.includes(id)))
    throw new DerError('an unknown critical extension');
  return {
    issuer,
    thisUpdate,
    nextUpdate,
    crlNumber: readNumber(number.value),
    authorityKeyIdentifier: enterOnly(authority.value).next(contextTag(0, false)).content,
    revoked,
  };
}

function readNumber(der: Buffer): bigint {
  const number = readInteger(only(der, TAG.INTEGER), 20);
  if (number < 0n) throw new DerError('a negative number of a list');
  return number;
}

function readRevoked(content: Buffer | undefined): Map<string, ReadRevocation> {
  const revoked = new Map<string, ReadRevocation>();
  const entries = new DerCursor(content ?? Buffer.alloc(0));
  while (!entries.atEnd) {
    const entry = entries.enter();
    const serial = readInteger(entry.next(TAG.INTEGER), 21);
    if (serial < 0n) throw new DerError('a negative serial number');
    const at = readTime(entry.next());
    const extensions = entry.optional(TAG.SEQUENCE);
    entry.end();
    revoked.set(serialHex(serial), { at, reason: extensions ? readReason(extensions.raw) : 'unspecified' });
  }
  return revoked;
}

function readReason(der: Buffer): RevocationReason {
  const extensions = { extensions: readExtensions(der) };
  const reason = extensionOf(extensions, OID.cRLReason);
  if (extensions.extensions.some(({ id, critical }) => critical && id !== OID.cRLReason))
    throw new DerError('an unknown critical extension');
  const code = reason ? readSmallInteger(only(reason.value, TAG.ENUMERATED)) : 0;
  const known = reasonOf(code);
  if (!known) throw new DerError(`reason ${code}`);
  return known;
}

/** Whether the list was signed by the authority with this certificate (DER), which may sign lists, and names it as its issuer. */
export function isCrlOf(list: ReadCrl, issuerCertificate: Buffer): boolean {
  const issuer = readCertificate(issuerCertificate);
  if (!issuer.subject.equals(list.issuer) || !hasKeyUsage(issuer, 'cRLSign')) return false;
  const key = createPublicKey({ key: issuer.spki, format: 'der', type: 'spki' });
  return verify('sha256', list.tbs, key, list.signature);
}
