import { onlyContent } from '../asn1/der.reader';
import { TAG } from '../asn1/der.writer';
import { OID } from '../asn1/object-identifiers';
import { fromPem } from '../pem';
import { keyIdentifier } from './certificate.extensions';
import { extensionOf, readCertificate } from './certificate.reader';

/** An authority as its certificates and lists name it. */
export interface Issuer {
  /** DER of its subject Name, byte for byte: names are compared so (RFC 5280 §7.1). */
  readonly name: Buffer;
  /** What its certificate has as subjectKeyIdentifier. */
  readonly keyIdentifier: Buffer;
}

/**
 * @param certificate PEM or DER of the authority's certificate
 * @throws DerError, or RangeError for text without a certificate: it is our own and must be readable
 */
export function issuerOf(certificate: string | Buffer): Issuer {
  const der = typeof certificate === 'string' ? fromPem('CERTIFICATE', certificate)?.[0] : certificate;
  if (!der) throw new RangeError('not a certificate in PEM');
  const parts = readCertificate(der);
  const identifier = extensionOf(parts, OID.subjectKeyIdentifier);
  return {
    name: parts.subject,
    keyIdentifier: identifier ? onlyContent(identifier.value, TAG.OCTET_STRING) : keyIdentifier(parts.spki),
  };
}
