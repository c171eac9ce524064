import type { CertificateChain } from '@ekey/pki';

/** What issuance says of a certificate at this moment. */
export interface KeyStatus {
  readonly status: 'good' | 'on-hold' | 'revoked';
  readonly use: 'signing' | 'encryption';
  readonly uscc: string;
  readonly tokenSerial: string;
}

/** What the log-in with a key asks of issuance. Throws `Unavailable` where there is no answer. */
export interface IssuedKeys {
  /** By which certificates are held to be ours, PEM. */
  chain(): Promise<CertificateChain>;
  /** @returns `null` where issuance knows no such certificate. */
  status(serial: string): Promise<KeyStatus | null>;
}

export const ISSUED_KEYS = Symbol('IssuedKeys');
