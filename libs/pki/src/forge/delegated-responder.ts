import { type KeyObject, sign } from 'node:crypto';
import { promisify } from 'node:util';
import { DerError, enterOnly } from '../asn1/der.reader';
import { contextTag } from '../asn1/der.writer';
import { OID } from '../asn1/object-identifiers';
import { assembleCertificate } from '../certificate/certificate.assemble';
import { SigningRefused, type StatusResponder } from '../certificate/certificate-authority.port';
import * as extensions from '../certificate/certificate.extensions';
import type { Issuer } from '../certificate/certificate.issuer';
import { type CertificatePlaces, tbsCertificate } from '../certificate/certificate.tbs';
import { responderId } from '../ocsp/ocsp.response';
import { generate, randomSerial, spkiOf } from './authority-ceremony';

const signAsync = promisify(sign);
const KEY_BITS = 2048;

export interface Delegation {
  readonly issuer: Issuer;
  readonly issuingKey: KeyObject;
  /** DER of the responder's Name. */
  readonly name: Buffer;
  readonly places: Pick<CertificatePlaces, 'caIssuersUrl' | 'policyOid'>;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/**
 * A responder whose key is made here and never written anywhere: it ends with the process. Its certificate names no place to ask
 * for its own status (`id-pkix-ocsp-nocheck`), which is why it lives shortly (RFC 6960 §4.2.2.2.1).
 */
export async function delegatedResponder(delegation: Delegation): Promise<StatusResponder> {
  const { issuer, name, notBefore, notAfter } = delegation;
  const keys = await generate('rsa', { modulusLength: KEY_BITS });
  const tbs = tbsCertificate({
    ...{ serial: randomSerial(), issuerName: issuer.name, subjectName: name, spki: spkiOf(keys), notBefore, notAfter },
    extensions: extensionsOf(delegation, spkiOf(keys)),
  });
  const certificate = assembleCertificate(tbs, await signAsync('sha256', tbs, delegation.issuingKey)).der;
  const id = responderId(certificate);
  return {
    ...{ certificate, id, notAfter },
    sign: async (responseData) => {
      if (!namesAsResponder(responseData, id)) throw new SigningRefused(['NotAnAnswer']);
      return signAsync('sha256', responseData, keys.privateKey);
    },
  };
}

const extensionsOf = ({ issuer, places }: Delegation, spki: Buffer): Buffer[] => [
  extensions.basicConstraints(null),
  extensions.keyUsage(['digitalSignature']),
  extensions.extendedKeyUsage(OID.ocspSigning, false),
  extensions.ocspNoCheck(),
  extensions.subjectKeyIdentifier(spki),
  extensions.authorityKeyIdentifier(issuer.keyIdentifier),
  extensions.authorityInfoAccess({ caIssuersUrl: places.caIssuersUrl }),
  extensions.certificatePolicy(places.policyOid),
];

/** A ResponseData begins with the ResponderID; nothing else that is signed anywhere in the system does. */
function namesAsResponder(responseData: Buffer, id: Buffer): boolean {
  try {
    return enterOnly(responseData).next(contextTag(2, true)).raw.equals(id);
  } catch (error) {
    if (error instanceof DerError) return false;
    throw error;
  }
}
