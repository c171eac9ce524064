import { X509Certificate, type KeyObject } from 'node:crypto';
import { LeastRecentlyUsed } from '@ekey/kernel';
import { DerError, enterOnly, onlyContent, readBoolean, readSmallInteger } from '../asn1/der.reader';
import { TAG } from '../asn1/der.writer';
import { OID } from '../asn1/object-identifiers';
import { KEY_USAGE, type KeyUsage } from './certificate-profile';
import { type CertificateParts, extensionOf, readCertificate, validityOf } from './certificate.reader';

/** What a chain may be wrong in: no way that can be judged to a trusted root, or a certificate on it that is not valid then. */
export type ChainFault = 'untrusted' | 'not-yet-valid' | 'expired';

export interface Chain {
  /** DER from the end entity's certificate to the root's, as far as the way was found. */
  readonly path: readonly Buffer[];
  readonly faults: readonly ChainFault[];
}

const MAX_PATH = 5;
/** What is looked at here; which extended usage is the right one, whoever asks for the way knows. */
const UNDERSTOOD: ReadonlySet<string> = new Set([OID.basicConstraints, OID.keyUsage, OID.extKeyUsage]);
/** Authorities are few and met again and again, and to have OpenSSL read one takes longer than to check a signature. */
const KEPT_AUTHORITIES = 32;

/**
 * Follows a certificate to a trusted root: issuer by issuer, each marked as an authority with `keyCertSign` and a path length that suffices,
 * each signature checked by node:crypto (the part of RFC 5280 §6 that a hierarchy without name constraints and policy mappings needs;
 * a certificate with a critical extension of another kind is not gone by, §4.2).
 * A trusted root is trusted for what it is, its own dates included.
 * @throws DerError for a certificate that cannot be read
 */
export function followChain(
  certificate: Buffer,
  intermediates: readonly Buffer[],
  trustedRoots: readonly Buffer[],
  at: Date,
): Chain {
  const path = [certificate];
  const faults = new Set<ChainFault>(faultsOf(readCertificate(certificate), at));
  for (let current = certificate; ;) {
    if (path.length > 1 && trustedRoots.some((root) => root.equals(current))) return { path, faults: [...faults] };
    const subject = path.length > 1 ? () => authorityIn(current) : onceRead(current);
    const candidates = path.length < MAX_PATH ? [...trustedRoots, ...intermediates] : [];
    const issuer = candidates.find(
      (candidate) => !path.includes(candidate) && isIssuer(candidate, subject, path.length - 1),
    );
    if (!issuer) return { path, faults: [...new Set<ChainFault>(['untrusted', ...faults])] };
    for (const fault of faultsOf(readCertificate(issuer), at)) faults.add(fault);
    path.push(issuer);
    current = issuer;
  }
}

function faultsOf(parts: CertificateParts, at: Date): ChainFault[] {
  const { notBefore, notAfter } = validityOf(parts);
  const isUnderstood = parts.extensions.every(({ id, critical }) => !critical || UNDERSTOOD.has(id));
  return [
    ...(isUnderstood ? [] : (['untrusted'] as const)),
    ...(at < notBefore ? (['not-yet-valid'] as const) : []),
    ...(at > notAfter ? (['expired'] as const) : []),
  ];
}

/** @param below how many authorities stand between `issuer` and the end entity */
function isIssuer(issuer: Buffer, subject: () => Read, below: number): boolean {
  const authority = readCertificate(issuer);
  const constraint = readBasicConstraints(authority);
  if (!constraint.authority || constraint.pathLength < below || !hasKeyUsage(authority, 'keyCertSign')) return false;
  return isCertifiedBy(subject(), authorityIn(issuer));
}

/** Of the same two certificates a signature that was right once is right for ever. */
function isCertifiedBy({ certificate, certifiers }: Read, authority: Authority): boolean {
  if (certifiers.has(authority)) return true;
  const isIt = certificate.checkIssued(authority.certificate) && certificate.verify(authority.publicKey);
  if (isIt) certifiers.add(authority);
  return isIt;
}

/** Read when it is first asked for, and then no more. */
function onceRead(der: Buffer): () => Read {
  let read: Read | undefined;
  return () => (read ??= { certificate: x509(der), certifiers: new WeakSet() });
}

interface Read {
  readonly certificate: X509Certificate;
  /** Whose signature on it was found right. */
  readonly certifiers: WeakSet<Authority>;
}
interface Authority extends Read {
  readonly publicKey: KeyObject;
}
const authorities = new LeastRecentlyUsed<Authority>(KEPT_AUTHORITIES);

/** By its bytes, so that no other is ever taken for it. */
function authorityIn(der: Buffer): Authority {
  const bytes = der.toString('latin1');
  const known = authorities.get(bytes);
  if (known !== undefined) return known;
  const certificate = x509(der);
  const authority = { certificate, publicKey: certificate.publicKey, certifiers: new WeakSet<Authority>() };
  authorities.set(bytes, authority);
  return authority;
}

/** The certificate as node:crypto has it. @throws DerError */
export function x509(der: Buffer): X509Certificate {
  try {
    return new X509Certificate(der);
  } catch (error) {
    throw new DerError(`OpenSSL does not read the certificate: ${(error as Error).message}`);
  }
}

function readBasicConstraints(parts: CertificateParts): { authority: boolean; pathLength: number } {
  const extension = extensionOf(parts, OID.basicConstraints);
  if (!extension) return { authority: false, pathLength: 0 };
  const constraint = enterOnly(extension.value);
  const authority = constraint.optional(TAG.BOOLEAN);
  const length = constraint.optional(TAG.INTEGER);
  constraint.end();
  return {
    authority: authority ? readBoolean(authority) : false,
    pathLength: length ? readSmallInteger(length) : Number.POSITIVE_INFINITY,
  };
}

/** Whether the certificate's KeyUsage has that bit. Without the extension nothing is allowed: every profile here has it. */
export function hasKeyUsage(parts: Pick<CertificateParts, 'extensions'>, usage: KeyUsage): boolean {
  const extension = extensionOf(parts, OID.keyUsage);
  if (!extension) return false;
  const bit = KEY_USAGE[usage];
  const octet = onlyContent(extension.value, TAG.BIT_STRING)[1 + (bit >> 3)] ?? 0;
  return (octet & (0x80 >> (bit & 7))) !== 0;
}
