import type { Command } from '@ekey/kernel';
import type { KeyPurpose } from './public-key.events';

export type ClaimPublicKey = Command<'ClaimPublicKey', KeyPurpose & { readonly now: string }>;

export type PublicKeyCommand = ClaimPublicKey;
