import {
  bitString,
  generalizedTime,
  ia5String,
  integer,
  octetString,
  oid,
  sequence,
  utf8String,
} from '../asn1/der.writer';
import { OID } from '../asn1/object-identifiers';

/** sha256WithRSAEncryption, the algorithm seals are signed with here. GB/T 38540 leaves the choice to `signAlgID`; with SM2 it would be 1.2.156.10197.1.501. */
export const SEAL_SIGNATURE_ALGORITHM = OID.sha256WithRSAEncryption;

export interface SealPictureData {
  readonly type: 'PNG' | 'JPG' | 'BMP' | 'GIF' | 'SVG';
  readonly data: Buffer;
  /** Width and height of the impression, whole millimetres. */
  readonly widthMm: number;
  readonly heightMm: number;
}

export interface SealInfo {
  /** Number of the seal, ASCII, unique for ever. */
  readonly sealId: string;
  /** Vendor, ASCII. */
  readonly vendorId: string;
  /** Name of the seal: that of the enterprise. */
  readonly name: string;
  /** DER of the certificates that may sign with it: here the key's signing certificate. Renewed certificate, new seal (GM/T 0031 §6.2.2). */
  readonly certificates: readonly Buffer[];
  readonly createdAt: Date;
  readonly validFrom: Date;
  readonly validUntil: Date;
  readonly picture: SealPictureData;
}

/** SES_ESPropertyInfo.type of an organisation's seal (单位印章). */
const ORGANISATION_SEAL = 1;
/** SES_ESPropertyInfo.certListType: whole certificates, not digests of them. */
const WHOLE_CERTIFICATES = 1;

/**
 * DER of SES_SealInfo (GB/T 38540-2020, structure V4; the picture's type really is called SES_ESPictrueInfo there). This is what is signed, and
 * all that is signed: V1 (GM/T 0031-2014) signed the maker's certificate and the algorithm with it.
 * @throws RangeError for a seal without certificate, or with times or sizes that cannot be
 */
export function buildSealInfo(seal: SealInfo): Buffer {
  const { picture } = seal;
  if (seal.certificates.length === 0) throw new RangeError('a seal is bound to at least one certificate');
  if (seal.validUntil <= seal.validFrom) throw new RangeError('a seal must end after it begins');
  return sequence(
    sequence(ia5String('ES'), integer(4), ia5String(seal.vendorId)),
    ia5String(seal.sealId),
    sequence(
      integer(ORGANISATION_SEAL),
      utf8String(seal.name),
      integer(WHOLE_CERTIFICATES),
      sequence(...seal.certificates.map(octetString)),
      generalizedTime(seal.createdAt),
      generalizedTime(seal.validFrom),
      generalizedTime(seal.validUntil),
    ),
    sequence(ia5String(picture.type), octetString(picture.data), integer(picture.widthMm), integer(picture.heightMm)),
  );
}

/**
 * SESeal: the signed information, the maker's certificate, the algorithm and the signature.
 * @param algorithm dotted object identifier, as a rule SEAL_SIGNATURE_ALGORITHM
 */
export function assembleSeal(sealInfo: Buffer, makerCertificate: Buffer, algorithm: string, signature: Buffer): Buffer {
  return sequence(sealInfo, octetString(makerCertificate), oid(algorithm), bitString(signature));
}
