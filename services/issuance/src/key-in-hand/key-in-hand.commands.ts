import type { Command } from '@ekey/kernel';
import type { HeldKey } from '../revocation/revocation.events';
import type { MadeKey, RenewedPair, RevocationAsking, UnlockAsking } from './key-in-hand.events';

interface Now {
  readonly now: string;
}

export type NoteMadeKey = Command<'NoteMadeKey', MadeKey & Now>;
/** Handed over. */
export type TakeKey = Command<'TakeKey', Now & { readonly key: Omit<HeldKey, 'sealId'>; readonly since: string }>;
/** Another pair took the place of the one before, in the same token and the same hand. */
export type TakeRenewedKey = Command<'TakeRenewedKey', Now & { readonly renewed: RenewedPair; readonly since: string }>;
export type ReportLoss = Command<'ReportLoss', Now & { readonly uscc: string; readonly reportedAt: string }>;
export type TakeBackLoss = Command<'TakeBackLoss', Now & { readonly uscc: string }>;
export type AskUnlock = Command<'AskUnlock', Now & { readonly asking: UnlockAsking }>;
export type AskUnlockNoMore = Command<'AskUnlockNoMore', Now & { readonly requestId: string }>;

export type AskRevocation = Command<'AskRevocation', Now & { readonly asking: RevocationAsking }>;
export type AskRevocationNoMore = Command<'AskRevocationNoMore', Now & { readonly requestId: string }>;

export type KeyInHandCommand =
  | NoteMadeKey
  | TakeKey
  | TakeRenewedKey
  | ReportLoss
  | TakeBackLoss
  | AskUnlock
  | AskUnlockNoMore
  | AskRevocation
  | AskRevocationNoMore;
