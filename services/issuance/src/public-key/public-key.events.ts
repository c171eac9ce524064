import type { Fact } from '@ekey/kernel';

export type CertificateUse = 'signing' | 'encryption';

/** For which certificate a public key is asked. */
export interface KeyPurpose {
  readonly caseId: string;
  readonly attempt: number;
  readonly use: CertificateUse;
}

export type PublicKeyClaimed = Fact<'PublicKeyClaimed', KeyPurpose & { readonly claimedAt: string }>;

/** Asked by renewal, which learns by facts what became of it. */
export type PublicKeyClaimedForRenewal = Fact<
  'PublicKeyClaimedForRenewal',
  KeyPurpose & { readonly claimedAt: string }
>;
/** It has a certificate of another case, attempt or use. */
export type PublicKeyRefusedToRenewal = Fact<'PublicKeyRefusedToRenewal', KeyPurpose & { readonly refusedAt: string }>;

export type PublicKeyEvent = PublicKeyClaimed | PublicKeyClaimedForRenewal | PublicKeyRefusedToRenewal;
