import {
  DerCursor,
  DerError,
  type Element,
  enterOnly,
  only,
  readBoolean,
  readInteger,
  readOctetsOfBitString,
  readOid,
  readSmallInteger,
  readTime,
} from '../asn1/der.reader';
import { TAG, contextTag } from '../asn1/der.writer';

export interface StoredExtension {
  readonly id: string;
  readonly critical: boolean;
  readonly value: Buffer;
}

/** A TBSCertificate taken to pieces. Buffers are views of the bytes read. */
export interface TbsParts {
  /** As encoded: 2 means version 3. */
  readonly version: number;
  readonly serial: bigint;
  readonly serialOctets: number;
  readonly algorithm: string;
  readonly issuer: Buffer;
  readonly notBefore: Element;
  readonly notAfter: Element;
  readonly subject: Buffer;
  readonly spki: Buffer;
  readonly extensions: readonly StoredExtension[];
}

export interface CertificateParts extends TbsParts {
  readonly tbs: Buffer;
  readonly signatureAlgorithm: string;
  readonly signature: Buffer;
}

/** @throws DerError */
export function readTbs(der: Buffer): TbsParts {
  const tbs = enterOnly(der);
  const version = tbs.optional(contextTag(0, true));
  const serial = tbs.next(TAG.INTEGER);
  const algorithm = readAlgorithm(tbs.enter());
  const issuer = tbs.next(TAG.SEQUENCE).raw;
  const validity = tbs.enter();
  const [notBefore, notAfter] = [validity.next(), validity.next()];
  validity.end();
  const [subject, spki] = [tbs.next(TAG.SEQUENCE).raw, tbs.next(TAG.SEQUENCE).raw];
  const extensions = tbs.optional(contextTag(3, true));
  tbs.end();
  return {
    version: version ? readSmallInteger(only(version.content, TAG.INTEGER)) : 0,
    serial: readInteger(serial, 64),
    serialOctets: serial.content.length,
    algorithm,
    issuer,
    notBefore,
    notAfter,
    subject,
    spki,
    extensions: extensions ? readExtensions(extensions.content) : [],
  };
}

/** @throws DerError */
export function readCertificate(der: Buffer): CertificateParts {
  const certificate = enterOnly(der);
  const tbs = certificate.next(TAG.SEQUENCE).raw;
  const signatureAlgorithm = readAlgorithm(certificate.enter());
  const signature = readOctetsOfBitString(certificate.next(TAG.BIT_STRING));
  certificate.end();
  return { ...readTbs(tbs), tbs, signatureAlgorithm, signature };
}

/** The object identifier of an AlgorithmIdentifier whose parameters are absent or NULL. */
export function readAlgorithm(algorithm: DerCursor): string {
  const id = readOid(algorithm.next());
  const parameters = algorithm.optional(TAG.NULL);
  algorithm.end();
  if (parameters && parameters.content.length > 0) throw new DerError('a NULL that is not empty');
  return id;
}

/**
 * `critical FALSE` spelt out is no DER, being the default (X.690 §11.5). It is taken all the same, as OpenSSL takes it: what is
 * read here may come from issuers other than ours, it says no more than its absence, and a signature is over the bytes as they stand.
 * @throws DerError
 */
export function readExtensions(der: Buffer): StoredExtension[] {
  return enterOnly(der)
    .rest()
    .map((element) => {
      if (element.tag !== TAG.SEQUENCE) throw new DerError('not an extension');
      const one = new DerCursor(element.content);
      const id = readOid(one.next());
      const critical = one.optional(TAG.BOOLEAN);
      const value = one.next(TAG.OCTET_STRING).content;
      one.end();
      return { id, critical: critical ? readBoolean(critical) : false, value };
    });
}

export const extensionOf = (
  parts: { extensions: readonly StoredExtension[] },
  id: string,
): StoredExtension | undefined => parts.extensions.find((extension) => extension.id === id);

/** Serial number as this system writes it: upper-case hex of whole octets. */
export function serialHex(serial: bigint): string {
  const hex = serial.toString(16).toUpperCase();
  return hex.length % 2 ? `0${hex}` : hex;
}

/** notBefore and notAfter as moments. @throws DerError */
export const validityOf = (parts: TbsParts): { notBefore: Date; notAfter: Date } => ({
  notBefore: readTime(parts.notBefore),
  notAfter: readTime(parts.notAfter),
});
