import { OID } from '../asn1/object-identifiers';

/** What a key in a token is for: two pairs, two certificates. */
export type CertificateUse = 'signing' | 'encryption';

export type Profile = CertificateUse | 'seal-maker';

/** Bits of KeyUsage as RFC 5280 §4.2.1.3 numbers them. */
export const KEY_USAGE = {
  digitalSignature: 0,
  nonRepudiation: 1,
  keyEncipherment: 2,
  dataEncipherment: 3,
  keyAgreement: 4,
  keyCertSign: 5,
  cRLSign: 6,
} as const;

export type KeyUsage = keyof typeof KEY_USAGE;

export interface ProfileRules {
  readonly keyUsage: readonly KeyUsage[];
  readonly extendedKeyUsage?: string;
  /** Whether relying parties that do not know the extended usage must refuse the certificate. */
  readonly extendedKeyUsageCritical: boolean;
  /** Whether it belongs to a key, whose number stands in the SAN. */
  readonly namesKey: boolean;
}

/**
 * As certificates by GM/T 0015 and GB/T 20518 are made. `keyAgreement` on the encryption certificate is theirs, made for SM2; RFC 3279 §2.3.1
 * gives it no meaning on an RSA key, where it does no harm. It stays, so that a certificate keeps its profile when its algorithm changes.
 */
export const PROFILES: Record<Profile, ProfileRules> = {
  signing: {
    keyUsage: ['digitalSignature', 'nonRepudiation'],
    extendedKeyUsage: OID.clientAuth,
    extendedKeyUsageCritical: false,
    namesKey: true,
  },
  encryption: {
    keyUsage: ['keyEncipherment', 'dataEncipherment', 'keyAgreement'],
    extendedKeyUsageCritical: false,
    namesKey: true,
  },
  'seal-maker': {
    keyUsage: ['digitalSignature', 'nonRepudiation'],
    extendedKeyUsage: OID.sealMaking,
    extendedKeyUsageCritical: true,
    namesKey: false,
  },
};

/** The URI under which a key's number stands in the SAN: the key's, never a person's data. */
export const keyUri = (keyNumber: string): string => `urn:ekey:key:${keyNumber}`;

export const KEY_NUMBER = /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/;
