import { createHash, verify, X509Certificate } from 'node:crypto';
import { asn1 } from 'node-forge';

/**
 * A relying party that asks for status and reads what it is told (RFC 6960), written with node-forge: it shares no line with the
 * responder, so that neither can hide a mistake of the other.
 */

export interface AskedCertificate {
  readonly issuer: X509Certificate;
  /** Hex. */
  readonly serial: string;
  readonly hash?: 'sha1' | 'sha256' | 'sha384' | 'sha512';
}

export interface ToldStatus {
  readonly serial: string;
  readonly status: 'good' | 'revoked' | 'unknown';
  readonly at?: string;
  /** CRLReason as a number. */
  readonly reason?: number;
  readonly thisUpdate: string;
  readonly nextUpdate: string;
}

export interface ToldStatuses {
  readonly responder: X509Certificate;
  readonly responderUsages: readonly string[];
  readonly hasNoCheck: boolean;
  readonly producedAt: string;
  readonly told: readonly ToldStatus[];
  readonly nonce: Buffer | null;
}

const { Class, Type } = asn1;
const HASH_OIDS = {
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
} as const;
const NONCE = '1.3.6.1.5.5.7.48.1.2';
const NO_CHECK = '1.3.6.1.5.5.7.48.1.5';
const EXTENDED_KEY_USAGE = '2.5.29.37';

type Node = asn1.Asn1;
const node = (type: number, value: string | Node[], tagClass: asn1.Class = Class.UNIVERSAL): Node =>
  asn1.create(tagClass, type, typeof value !== 'string', value);
const sequence = (...parts: Node[]): Node => node(Type.SEQUENCE, parts);
const octets = (bytes: Buffer): Node => node(Type.OCTETSTRING, bytes.toString('latin1'));
const oid = (dotted: string): Node => node(Type.OID, asn1.oidToDer(dotted).getBytes());
const tagged = (number: number, ...parts: Node[]): Node => node(number, parts, Class.CONTEXT_SPECIFIC);
const toDer = (tree: Node): Buffer => Buffer.from(asn1.toDer(tree).getBytes(), 'latin1');
const fromDer = (der: Buffer): Node =>
  asn1.fromDer(der.toString('latin1'), { strict: true, decodeBitStrings: false } as never);

const partsOf = (tree: Node | undefined): readonly Node[] => (tree?.value ?? []) as Node[];
const bytesOf = (tree: Node | undefined): Buffer => Buffer.from((tree?.value ?? '') as string, 'latin1');
const oidOf = (tree: Node | undefined): string => asn1.derToOid(bytesOf(tree).toString('latin1') as never);

/** An OCSPRequest for these certificates, with the nonce if one is given. */
export function statusRequest(asked: readonly AskedCertificate[], nonce?: Buffer): Buffer {
  const list = sequence(...asked.map((one) => sequence(certIdOf(one))));
  const extension = (value: Buffer): Node => sequence(oid(NONCE), octets(toDer(octets(value))));
  return toDer(sequence(sequence(list, ...(nonce === undefined ? [] : [tagged(2, sequence(extension(nonce)))]))));
}

function certIdOf({ issuer, serial, hash = 'sha1' }: AskedCertificate): Node {
  const digest = (bytes: Buffer): Node => octets(createHash(hash).update(bytes).digest());
  const tbs = partsOf(partsOf(fromDer(issuer.raw))[0]);
  const name = toDer(tbs[5] as Node);
  const key = bytesOf(partsOf(tbs[6])[1]).subarray(1);
  const magnitude = Buffer.from(serial, 'hex');
  const content = ((magnitude[0] ?? 0) & 0x80) === 0 ? magnitude : Buffer.concat([Buffer.of(0), magnitude]);
  const algorithm = sequence(oid(HASH_OIDS[hash]), node(Type.NULL, ''));
  return sequence(algorithm, digest(name), digest(key), node(Type.INTEGER, content.toString('latin1')));
}

/** OCSPResponseStatus of an answer: 0 is successful. */
export const responseStatusOf = (der: Buffer): number => bytesOf(partsOf(fromDer(der))[0])[0] ?? -1;

/** Reads a successful answer. @throws where it is not signed by a responder that this issuer delegated */
export function readStatuses(der: Buffer, issuer: X509Certificate): ToldStatuses {
  if (responseStatusOf(der) !== 0) throw new Error(`the responder answers ${responseStatusOf(der)}`);
  const [, basicBytes] = partsOf(partsOf(partsOf(fromDer(der))[1])[0]);
  const [data, , signature, certificates] = partsOf(fromDer(bytesOf(basicBytes)));
  const responder = new X509Certificate(toDer(partsOf(partsOf(certificates)[0])[0] as Node));
  if (!responder.checkIssued(issuer) || !responder.verify(issuer.publicKey))
    throw new Error('the responder was not delegated by the issuer');
  if (!verify('sha256', toDer(data as Node), responder.publicKey, bytesOf(signature).subarray(1)))
    throw new Error('the signature is not the responder’s');
  const [id, producedAt, responses, extensions] = partsOf(data);
  const keyHash = createHash('sha1').update(keyBitsOf(responder)).digest();
  if (!bytesOf(partsOf(id)[0]).equals(keyHash)) throw new Error('the answer names another responder');
  return {
    ...{ responder, ...rightsOf(responder) },
    producedAt: momentOf(producedAt),
    told: partsOf(responses).map(readSingle),
    nonce: nonceOf(extensions),
  };
}

const keyBitsOf = ({ raw }: X509Certificate): Buffer =>
  bytesOf(partsOf(partsOf(partsOf(fromDer(raw))[0])[6])[1]).subarray(1);

function rightsOf({ raw }: X509Certificate): Pick<ToldStatuses, 'responderUsages' | 'hasNoCheck'> {
  const extensions = partsOf(partsOf(partsOf(partsOf(fromDer(raw))[0]).at(-1))[0]);
  const valueOf = (id: string): Buffer | null => {
    const found = extensions.find((extension) => oidOf(partsOf(extension)[0]) === id);
    return found === undefined ? null : bytesOf(partsOf(found).at(-1));
  };
  const usages = valueOf(EXTENDED_KEY_USAGE);
  return {
    responderUsages: usages === null ? [] : partsOf(fromDer(usages)).map(oidOf),
    hasNoCheck: valueOf(NO_CHECK) !== null,
  };
}

function readSingle(single: Node): ToldStatus {
  const [certId, status, thisUpdate, nextUpdate] = partsOf(single);
  const [at, reason] = partsOf(status);
  return {
    serial: serialOf(bytesOf(partsOf(certId)[3])),
    status: (['good', 'revoked', 'unknown'] as const)[status?.type as 0 | 1 | 2],
    ...(at === undefined ? {} : { at: momentOf(at) }),
    ...(reason === undefined ? {} : { reason: bytesOf(partsOf(reason)[0])[0] ?? -1 }),
    ...{ thisUpdate: momentOf(thisUpdate), nextUpdate: momentOf(partsOf(nextUpdate)[0]) },
  };
}

const serialOf = (content: Buffer): string =>
  content
    .toString('hex')
    .toUpperCase()
    .replace(/^00(?=.)/, '');

function momentOf(time: Node | undefined): string {
  if (time?.type !== Type.GENERALIZEDTIME) throw new Error('a time of another kind than OCSP has');
  return asn1.generalizedTimeToDate(time.value as string).toISOString();
}

function nonceOf(extensions: Node | undefined): Buffer | null {
  const [extension] = partsOf(partsOf(extensions)[0]);
  if (extension === undefined) return null;
  if (oidOf(partsOf(extension)[0]) !== NONCE) throw new Error('an extension that is not the nonce');
  return bytesOf(fromDer(bytesOf(partsOf(extension).at(-1))));
}
