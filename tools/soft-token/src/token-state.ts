import type { CertificateUse } from '@ekey/pki';
import type { Sealed } from './pin-box';

/** A key pair with its certificate, as GM/T 0016 keeps them together. */
export interface Container {
  /** SubjectPublicKeyInfo, DER in base64. */
  readonly spki: string;
  /** PKCS#8 DER of the private key, sealed under the token's own key. */
  readonly privateKey: Sealed;
  /** DER in base64, once imported. */
  readonly certificate?: string;
}

/** Where a renewal puts what it makes: the key in use is not touched before the new one is proved. */
export type Place = 'held' | 'next';

/** What is written in the course of a renewal, in containers that were free. */
export interface NextKey {
  readonly containers: Readonly<Partial<Record<CertificateUse, Container>>>;
  /** DER of the remade seal in base64, once imported. */
  readonly seal?: string;
}

/** All that a token remembers: plain JSON. Everything secret in it is sealed, in the end under the PIN. */
export interface TokenState {
  readonly version: 1;
  readonly serialNumber: string;
  readonly pin: {
    readonly salt: string;
    readonly stretching: number;
    readonly triesLeft: number;
    /** Whether it is still the one from the PIN letter. */
    readonly initial: boolean;
    /** The token's own key, sealed under the PIN: a new PIN seals it anew and leaves the containers as they are. */
    readonly tokenKey: Sealed;
  };
  /** The administrator's PIN with its own counter, which opens the token where the holder's is locked. Older files have none. */
  readonly admin?: {
    readonly salt: string;
    readonly stretching: number;
    readonly triesLeft: number;
    readonly tokenKey: Sealed;
  };
  readonly containers: Readonly<Partial<Record<CertificateUse, Container>>>;
  /** DER of the electronic seal in base64, once imported. */
  readonly seal?: string;
  /** While a renewal is under way. */
  readonly next?: NextKey;
  /** Encryption keys of before a renewal, which still open what was encrypted for them. */
  readonly former?: readonly Container[];
}

export const MAX_TRIES = 6;
