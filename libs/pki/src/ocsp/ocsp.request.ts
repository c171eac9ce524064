import {
  DerCursor,
  DerError,
  enterOnly,
  only,
  onlyContent,
  readInteger,
  readOid,
  readSmallInteger,
} from '../asn1/der.reader';
import { TAG, contextTag } from '../asn1/der.writer';
import { OID } from '../asn1/object-identifiers';
import { readExtensions, serialHex, type StoredExtension } from '../certificate/certificate.reader';

/** What one request may hold; beyond it, it counts as malformed. */
export interface OcspLimits {
  readonly bytes: number;
  readonly questions: number;
  /** RFC 9654 §2.1: 1 to 128 octets must be taken. */
  readonly nonceOctets: number;
}

export const OCSP_LIMITS: OcspLimits = { bytes: 8_192, questions: 32, nonceOctets: 128 };

/** CertID (RFC 6960 §4.1.1): of which certificate of which authority somebody wants to know. */
export interface CertificateQuestion {
  /** DER of the CertID as it was asked: an answer repeats it. */
  readonly certId: Buffer;
  /** Object identifier of the hash by which the authority is named. */
  readonly hashAlgorithm: string;
  readonly issuerNameHash: Buffer;
  readonly issuerKeyHash: Buffer;
  /** Upper-case hex; null for a number that no certificate can have. */
  readonly serial: string | null;
}

export interface OcspRequest {
  /** In the order asked, at least one. */
  readonly questions: readonly CertificateQuestion[];
  /** DER of the nonce as it stood, an OCTET STRING; null where none was sent. */
  readonly nonce: Buffer | null;
}

/**
 * Reads an OCSPRequest of version 1 (RFC 6960 §4.1). A signature over it is passed over: whoever asks need not say who he is.
 * Never throws and never builds more than the limits allow.
 * @returns null for bytes that are no such request, hold too much, or have a critical extension that is not known here
 */
export function parseOcspRequest(der: Buffer, limits: OcspLimits = OCSP_LIMITS): OcspRequest | null {
  if (der.length > limits.bytes) return null;
  try {
    const outer = enterOnly(der);
    const request = readTbsRequest(outer.enter(), limits);
    outer.optional(contextTag(0, true));
    outer.end();
    return request;
  } catch (error) {
    if (error instanceof DerError) return null;
    throw error;
  }
}

function readTbsRequest(tbs: DerCursor, limits: OcspLimits): OcspRequest {
  const version = tbs.optional(contextTag(0, true));
  if (version && readSmallInteger(only(version.content, TAG.INTEGER)) !== 0)
    throw new DerError('not a request of version 1');
  tbs.optional(contextTag(1, true));
  const list = tbs.next(TAG.SEQUENCE).content;
  const extensions = known(tbs.optional(contextTag(2, true))?.content);
  tbs.end();
  return { questions: readQuestions(list, limits), nonce: readNonce(extensions, limits) };
}

function readQuestions(content: Buffer, limits: OcspLimits): CertificateQuestion[] {
  const list = new DerCursor(content);
  const questions: CertificateQuestion[] = [];
  do {
    if (questions.length === limits.questions) throw new DerError('too many questions');
    const one = list.enter();
    questions.push(readQuestion(one.next(TAG.SEQUENCE).raw));
    known(one.optional(contextTag(0, true))?.content);
    one.end();
  } while (!list.atEnd);
  return questions;
}

function readQuestion(certId: Buffer): CertificateQuestion {
  const fields = enterOnly(certId);
  const algorithm = fields.enter();
  const hashAlgorithm = readOid(algorithm.next());
  const [issuerNameHash, issuerKeyHash] = [
    fields.next(TAG.OCTET_STRING).content,
    fields.next(TAG.OCTET_STRING).content,
  ];
  const serial = readInteger(fields.next(TAG.INTEGER), 64);
  fields.end();
  return { certId, hashAlgorithm, issuerNameHash, issuerKeyHash, serial: serial < 0n ? null : serialHex(serial) };
}

/** The extensions, each of them known or not critical. */
function known(content: Buffer | undefined): readonly StoredExtension[] {
  const extensions = content === undefined ? [] : readExtensions(content);
  if (extensions.some(({ id, critical }) => critical && id !== OID.ocspNonce))
    throw new DerError('an unknown critical extension');
  return extensions;
}

function readNonce(extensions: readonly StoredExtension[], limits: OcspLimits): Buffer | null {
  const [nonce, second] = extensions.filter(({ id }) => id === OID.ocspNonce);
  if (nonce === undefined) return null;
  const { length } = onlyContent(nonce.value, TAG.OCTET_STRING);
  if (second !== undefined || length === 0 || length > limits.nonceOctets)
    throw new DerError('a nonce of another length, or two of them');
  return nonce.value;
}
