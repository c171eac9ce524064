/** Injection tokens of what issuance alone needs. */
export const CERTIFICATE_AUTHORITY = Symbol('CertificateAuthority');
export const PREPARING_PORTS = Symbol('PreparingPorts');
export const SIGNING_PORTS = Symbol('SigningPorts');
export const FINDING_PORTS = Symbol('FindingPorts');
export const LISTING_PORTS = Symbol('ListingPorts');
export const LIST_PORTS = Symbol('ListPorts');
export const SEAL_PORTS = Symbol('SealPorts');
export const DOCUMENT_PORTS = Symbol('DocumentPorts');
export const DUE_PORTS = Symbol('DuePorts');
export const NUMBERING_PORTS = Symbol('NumberingPorts');
