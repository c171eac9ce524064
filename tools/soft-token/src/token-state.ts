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
  readonly containers: Readonly<Partial<Record<CertificateUse, Container>>>;
  /** DER of the electronic seal in base64, once imported. */
  readonly seal?: string;
}

export const MAX_TRIES = 6;
