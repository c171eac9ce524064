import type { Command } from '@ekey/kernel';
import type { KeyPurpose } from './public-key.events';

export type ClaimPublicKey = Command<'ClaimPublicKey', KeyPurpose & { readonly now: string }>;

/** The same, asked by a policy: what becomes of it is a fact, and never a refusal. */
export type ClaimForRenewal = Command<'ClaimForRenewal', KeyPurpose & { readonly now: string }>;

export type PublicKeyCommand = ClaimPublicKey | ClaimForRenewal;
