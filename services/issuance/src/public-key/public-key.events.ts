import type { Fact } from '@ekey/kernel';

export type CertificateUse = 'signing' | 'encryption';

/** For which certificate a public key is asked. */
export interface KeyPurpose {
  readonly caseId: string;
  readonly attempt: number;
  readonly use: CertificateUse;
}

export type PublicKeyClaimed = Fact<'PublicKeyClaimed', KeyPurpose & { readonly claimedAt: string }>;

export type PublicKeyEvent = PublicKeyClaimed;
