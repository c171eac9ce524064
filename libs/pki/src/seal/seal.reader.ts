import {
  type DerCursor,
  DerError,
  enterOnly,
  readOctetsOfBitString,
  readOid,
  readSmallInteger,
  readText,
  readTime,
} from '../asn1/der.reader';
import { TAG, contextTag } from '../asn1/der.writer';
import { readExtensions } from '../certificate/certificate.reader';
import { type Refusal, refusal } from '../refusal';
import { SEAL_WORDINGS, type SealCode } from './seal.codes';
import type { SealInfo, SealPictureData } from './seal.build';

export interface ReadSeal extends SealInfo {
  /** DER of eSealInfo: the signed bytes. */
  readonly sealInfo: Buffer;
  readonly makerCertificate: Buffer;
  readonly signatureAlgorithm: string;
  readonly signature: Buffer;
}

/** A seal is a picture, a few certificates and little else. */
export const MAX_SEAL_BYTES = 4 * 1024 * 1024;

/** Reads an SESeal of structure V4. Never throws. It checks the form only; `verifySeal` checks the rest. */
export function parseSeal(der: Buffer): ReadSeal | Refusal<SealCode> {
  if (der.length > MAX_SEAL_BYTES) return refusal(SEAL_WORDINGS, 'SealTooLarge');
  try {
    const seal = enterOnly(der);
    const sealInfo = seal.next(TAG.SEQUENCE);
    const makerCertificate = seal.next(TAG.OCTET_STRING).content;
    const signatureAlgorithm = readOid(seal.next());
    const signature = readOctetsOfBitString(seal.next(TAG.BIT_STRING));
    seal.end();
    return { ...readSealInfo(sealInfo.raw), sealInfo: sealInfo.raw, makerCertificate, signatureAlgorithm, signature };
  } catch (error) {
    if (error instanceof DerError) return refusal(SEAL_WORDINGS, 'SealMalformed', error.message);
    throw error;
  }
}

/** @throws DerError */
export function readSealInfo(der: Buffer): SealInfo {
  const info = enterOnly(der);
  const header = info.enter();
  if (readText(header.next(TAG.IA5_STRING)) !== 'ES') throw new DerError('the header is not that of a seal');
  const version = readSmallInteger(header.next(TAG.INTEGER));
  if (version !== 4) throw new DerError(`structure V${version} instead of V4`);
  const vendorId = readText(header.next(TAG.IA5_STRING));
  header.end();
  const sealId = readText(info.next(TAG.IA5_STRING));
  const property = readProperty(info.enter());
  const picture = readPicture(info.enter());
  refuseCriticalExtensions(info);
  return { sealId, vendorId, ...property, picture };
}

function readProperty(property: DerCursor): Omit<SealInfo, 'sealId' | 'vendorId' | 'picture'> {
  readSmallInteger(property.next(TAG.INTEGER)); // kind of seal: says nothing about its validity
  const name = readText(property.next(TAG.UTF8_STRING));
  const listType = readSmallInteger(property.next(TAG.INTEGER));
  if (listType !== 1) throw new DerError('a list of digests instead of certificates');
  const certificates = property.enter().rest();
  if (certificates.length === 0 || certificates.some(({ tag }) => tag !== TAG.OCTET_STRING))
    throw new DerError('not a list of certificates');
  const [createdAt, validFrom, validUntil] = [generalized(property), generalized(property), generalized(property)];
  property.end();
  return { name, certificates: certificates.map(({ content }) => content), createdAt, validFrom, validUntil };
}

const generalized = (cursor: DerCursor): Date => readTime(cursor.next(TAG.GENERALIZED_TIME));

const PICTURE_TYPES: readonly string[] = ['PNG', 'JPG', 'BMP', 'GIF', 'SVG'] satisfies SealPictureData['type'][];

function readPicture(picture: DerCursor): SealPictureData {
  const type = readText(picture.next(TAG.IA5_STRING));
  if (!PICTURE_TYPES.includes(type)) throw new DerError('a picture of unknown type');
  const data = picture.next(TAG.OCTET_STRING).content;
  const [widthMm, heightMm] = [
    readSmallInteger(picture.next(TAG.INTEGER)),
    readSmallInteger(picture.next(TAG.INTEGER)),
  ];
  picture.end();
  if (widthMm <= 0 || heightMm <= 0) throw new DerError('a picture without extent');
  return { type: type as SealPictureData['type'], data, widthMm, heightMm };
}

/** extDatas may follow, tagged or not (makers differ). None is known here, so that a critical one cannot be passed over. */
function refuseCriticalExtensions(info: DerCursor): void {
  const tagged = info.optional(contextTag(0, true))?.content;
  const extensions = tagged ?? info.optional(TAG.SEQUENCE)?.raw;
  info.end();
  if (extensions && readExtensions(extensions).some(({ critical }) => critical))
    throw new DerError('an unknown critical extension');
}
