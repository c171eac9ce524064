import { createHash, createPublicKey, verify } from 'node:crypto';
import asn1 from 'node-forge/lib/asn1';
import { DerError } from '../asn1/der.reader';
import { OID } from '../asn1/object-identifiers';
import { type NameAttribute, readName } from '../distinguished-name';
import { fromPem } from '../pem';
import { type Refusal, refusal } from '../refusal';
import { RSA_LIMITS, type RsaLimits, type RsaPublicKey, judgeRsaKey, readRsaKey } from '../rsa-key';
import { REQUEST_WORDINGS, type RequestCode } from './certificate-request.codes';

export interface RequestLimits extends RsaLimits {
  /** Of the request as received, PEM or DER. */
  readonly maxBytes: number;
}

export const REQUEST_LIMITS: RequestLimits = { ...RSA_LIMITS, maxBytes: 16_384 };

/** A request whose sender holds the private key. Its subject is only what he wrote: certificates take theirs from the reviewed form. */
export interface CertificateRequest {
  readonly subject: readonly NameAttribute[];
  /** SubjectPublicKeyInfo, DER in base64. */
  readonly spki: string;
  /** SHA-256 of that DER, lower-case hex: the name under which a public key is claimed. */
  readonly spkiSha256: string;
  readonly modulusBits: number;
  readonly signatureHash: 'sha256' | 'sha384' | 'sha512';
  /** SHA-256 of the request's DER, lower-case hex. */
  readonly requestSha256: string;
}

const HASHES: ReadonlyMap<string, CertificateRequest['signatureHash']> = new Map([
  [OID.sha256WithRSAEncryption, 'sha256'],
  [OID.sha384WithRSAEncryption, 'sha384'],
  [OID.sha512WithRSAEncryption, 'sha512'],
]);

/**
 * Reads a PKCS#10 request (RFC 2986) and checks the proof of possession. Never throws and never waits, whatever the bytes are.
 * @param pemOrDer text or bytes of one PEM block (`CERTIFICATE REQUEST` or `NEW CERTIFICATE REQUEST`), or DER
 */
export function parseCertificateRequest(
  pemOrDer: string | Buffer,
  limits: RequestLimits = REQUEST_LIMITS,
): CertificateRequest | Refusal<RequestCode> {
  const no = (code: RequestCode, detail?: string) => refusal(REQUEST_WORDINGS, code, detail);
  if (pemOrDer.length > limits.maxBytes) return no('CsrTooLarge', `> ${limits.maxBytes}`);
  const der = derOf(pemOrDer);
  const parts = der && dismantle(der);
  if (!parts) return no('CsrMalformed');
  try {
    const key = readRsaKey(parts.spki);
    if (!key) return no('KeyNotSupported');
    const verdict = judgeRsaKey(key, limits);
    if (verdict !== 'good') return no(verdict, `${key.modulusBits}`);
    const signatureHash = HASHES.get(parts.algorithm);
    if (!signatureHash) return no('AlgorithmTooWeak', parts.algorithm);
    const subject = readName(parts.subject).map(({ type, value }) => ({ type, value }));
    if (!signedBy(key, parts, signatureHash)) return no('CsrSignatureWrong');
    return {
      subject,
      spki: parts.spki.toString('base64'),
      spkiSha256: sha256(parts.spki),
      modulusBits: key.modulusBits,
      signatureHash,
      requestSha256: sha256(der),
    };
  } catch (error) {
    if (error instanceof DerError) return no('CsrMalformed', error.message);
    throw error;
  }
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

function derOf(pemOrDer: string | Buffer): Buffer | null {
  const text = typeof pemOrDer === 'string' ? pemOrDer : pemOrDer.toString('latin1');
  if (typeof pemOrDer !== 'string' && pemOrDer[0] === 0x30) return pemOrDer;
  const old = fromPem('NEW CERTIFICATE REQUEST', text);
  const blocks = old?.length ? old : fromPem('CERTIFICATE REQUEST', text);
  return blocks?.length === 1 ? (blocks[0] ?? null) : null;
}

interface RequestParts {
  readonly info: Buffer;
  readonly subject: Buffer;
  readonly spki: Buffer;
  readonly algorithm: string;
  readonly signature: Buffer;
}

type Node = asn1.Asn1 | undefined;
const { Type, Class } = asn1;

/** The options that fromDer takes and its type does not know. BIT STRINGs stay octets: what is inside them is read by stricter readers. */
const fromDer = asn1.fromDer as unknown as (bytes: string, options: object) => asn1.Asn1;
const DER_ONLY = { strict: true, parseAllBytes: true, decodeBitStrings: false, maxDepth: 24 };

const is = (node: Node, type: asn1.Type): boolean => node?.tagClass === Class.UNIVERSAL && node.type === type;
const childrenOf = (node: Node): Node[] =>
  is(node, Type.SEQUENCE) && Array.isArray(node?.value) ? (node.value as asn1.Asn1[]) : [];
const bytesOf = (node: Node): Buffer => (node ? Buffer.from(asn1.toDer(node).getBytes(), 'latin1') : Buffer.alloc(0));
const contentOf = (node: Node): Buffer => Buffer.from(typeof node?.value === 'string' ? node.value : '', 'latin1');

/**
 * Takes a request to pieces with node-forge. What forge read is written again and must give the same bytes: that refuses every encoding but DER
 * (RFC 2986 §4.2 signs DER), and makes the pieces exactly the ones that were received.
 */
function dismantle(der: Buffer): RequestParts | null {
  try {
    const root = fromDer(der.toString('latin1'), { ...DER_ONLY });
    return bytesOf(root).equals(der) ? partsOf(root) : null;
  } catch {
    return null; // forge throws plain Errors, and TypeErrors on some truncations: all of them say that this is no request
  }
}

function partsOf(root: asn1.Asn1): RequestParts | null {
  const [info, algorithm, signature, ...beyond] = childrenOf(root);
  const [version, subject, spki, attributes, ...beyondInfo] = childrenOf(info);
  const [algorithmId, parameters, ...beyondAlgorithm] = childrenOf(algorithm);
  if (beyond.length + beyondInfo.length + beyondAlgorithm.length > 0) return null;
  const isAttributes = attributes?.tagClass === Class.CONTEXT_SPECIFIC && Number(attributes.type) === 0;
  if (!is(subject, Type.SEQUENCE) || !is(spki, Type.SEQUENCE) || !isAttributes) return null;
  if (!is(algorithmId, Type.OID) || !(parameters === undefined || is(parameters, Type.NULL))) return null;
  const isFirstVersion = is(version, Type.INTEGER) && contentOf(version).equals(Buffer.of(0));
  const bits = contentOf(signature);
  if (!isFirstVersion || !is(signature, Type.BITSTRING) || bits[0] !== 0) return null;
  return {
    info: bytesOf(info),
    subject: bytesOf(subject),
    spki: bytesOf(spki),
    algorithm: asn1.derToOid(contentOf(algorithmId).toString('latin1')),
    signature: bits.subarray(1),
  };
}

/** OpenSSL gets the key without its wrapping, which was read above and which it takes thirty times as long to look into. */
function signedBy({ pkcs1 }: RsaPublicKey, parts: RequestParts, hash: string): boolean {
  try {
    const key = createPublicKey({ key: pkcs1, format: 'der', type: 'pkcs1' });
    return verify(hash, parts.info, key, parts.signature);
  } catch {
    return false; // OpenSSL refuses some keys that are RSA in form only
  }
}
