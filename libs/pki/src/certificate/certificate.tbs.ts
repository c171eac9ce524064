import { NULL, TAG, explicit, integer, oid, sequence, time, tlv, unsignedContent } from '../asn1/der.writer';
import { OID } from '../asn1/object-identifiers';
import { type Subject, subjectName } from '../distinguished-name';
import * as extensions from './certificate.extensions';
import { type CertificateUse, KEY_NUMBER, PROFILES, type Profile, keyUri } from './certificate-profile';
import type { Issuer } from './certificate.issuer';

/** What is named by profile, validity and place but belongs to no profile: the same for every certificate of a deployment. */
export interface CertificatePlaces {
  readonly crlUrl: string;
  readonly ocspUrl: string;
  readonly caIssuersUrl: string;
  readonly policyOid: string;
  /** Of the extension with the 统一社会信用代码; default 1.2.156.10260.4.1.4. */
  readonly codeExtensionOid?: string;
}

interface AnyCertificate extends CertificatePlaces {
  /** Hex, at most 20 octets. */
  readonly serial: string;
  readonly issuer: Issuer;
  readonly subject: Subject;
  /** 统一社会信用代码 of the subject. */
  readonly uscc: string;
  /** SubjectPublicKeyInfo: DER, or DER in base64. */
  readonly spki: Buffer | string;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

export interface KeyCertificate extends AnyCertificate {
  readonly profile: CertificateUse;
  /** Letters, digits and hyphens, at most 64: it stands in the subject's serialNumber and, as `urn:ekey:key:<no>`, in the SAN. */
  readonly keyNumber: string;
}

/** The provider's own certificate for making seals. */
export interface SealMakerCertificate extends AnyCertificate {
  readonly profile: 'seal-maker';
}

/** AlgorithmIdentifier of all that is signed here: parameters NULL (RFC 4055 §5). */
export const SIGNATURE_ALGORITHM = sequence(oid(OID.sha256WithRSAEncryption), NULL);

export interface TbsFields {
  readonly serial: string;
  readonly issuerName: Buffer;
  readonly subjectName: Buffer;
  readonly spki: Buffer;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly extensions: readonly Buffer[];
}

/** TBSCertificate of version 3 (RFC 5280 §4.1). */
export function tbsCertificate(fields: TbsFields): Buffer {
  return sequence(
    explicit(0, integer(2)),
    serialInteger(fields.serial),
    SIGNATURE_ALGORITHM,
    fields.issuerName,
    sequence(time(fields.notBefore), time(fields.notAfter)),
    fields.subjectName,
    fields.spki,
    explicit(3, sequence(...fields.extensions)),
  );
}

/** A serial number in hex as an INTEGER of at most 20 octets (RFC 5280 §4.1.2.2). */
export function serialInteger(serial: string): Buffer {
  if (!/^([0-9A-Fa-f]{2}){1,20}$/.test(serial)) throw new RangeError('a serial number is 1 to 20 octets in hex');
  return tlv(TAG.INTEGER, unsignedContent(Buffer.from(serial, 'hex')));
}

/**
 * The bytes that the authority will sign, for the signing or the encryption certificate of a key or for the seal maker's. A pure function: the
 * same fields give the same bytes.
 * @throws RangeError for values that no DER can hold (a key's number with other characters, a URL that is not ASCII)
 */
export function buildTbsCertificate(certificate: KeyCertificate | SealMakerCertificate): Buffer {
  const spki = typeof certificate.spki === 'string' ? Buffer.from(certificate.spki, 'base64') : certificate.spki;
  const keyNumber = certificate.profile === 'seal-maker' ? undefined : certificate.keyNumber;
  if (keyNumber !== undefined && !KEY_NUMBER.test(keyNumber))
    throw new RangeError("a key's number is letters, digits and hyphens");
  return tbsCertificate({
    serial: certificate.serial,
    issuerName: certificate.issuer.name,
    subjectName: subjectName(certificate.subject, keyNumber),
    spki,
    notBefore: certificate.notBefore,
    notAfter: certificate.notAfter,
    extensions: [...profileExtensions(certificate.profile, keyNumber), ...commonExtensions(certificate, spki)],
  });
}

function profileExtensions(profile: Profile, keyNumber: string | undefined): Buffer[] {
  const rules = PROFILES[profile];
  const { extendedKeyUsage: usage, extendedKeyUsageCritical: critical } = rules;
  return [
    extensions.basicConstraints(null),
    extensions.keyUsage(rules.keyUsage),
    ...(usage === undefined ? [] : [extensions.extendedKeyUsage(usage, critical)]),
    ...(keyNumber === undefined ? [] : [extensions.subjectAltNameUri(keyUri(keyNumber))]),
  ];
}

function commonExtensions(certificate: AnyCertificate, spki: Buffer): Buffer[] {
  return [
    extensions.subjectKeyIdentifier(spki),
    extensions.authorityKeyIdentifier(certificate.issuer.keyIdentifier),
    extensions.crlDistributionPoint(certificate.crlUrl),
    extensions.authorityInfoAccess(certificate),
    extensions.certificatePolicy(certificate.policyOid),
    extensions.unifiedCode(certificate.codeExtensionOid ?? OID.unifiedSocialCreditCode, certificate.uscc),
  ];
}
