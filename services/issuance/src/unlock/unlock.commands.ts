import type { Command } from '@ekey/kernel';
import type { HeldKey, Identification, OnLineRequest, RevocationRefusal } from '../revocation/revocation.events';
import type { UnlockBar, UnlockDocument, UnlockReason } from './unlock.events';

interface Now {
  readonly now: string;
}
interface ByOfficer extends Now {
  readonly by: string;
}

export type RequestUnlock = Command<'RequestUnlock', ByOfficer & { readonly key: HeldKey; readonly reference: string }>;
export type VerifyUnlock = Command<
  'VerifyUnlock',
  ByOfficer & { readonly identification: Identification; readonly documents: readonly UnlockDocument[] }
>;
/** `codeDigest` is that of the code which the answer tells. */
export type AuthoriseUnlock = Command<
  'AuthoriseUnlock',
  ByOfficer & { readonly codeDigest: string; readonly expiresAt: string }
>;
export type RejectUnlock = Command<'RejectUnlock', ByOfficer & { readonly ground: RevocationRefusal }>;
export type CancelUnlock = Command<'CancelUnlock', ByOfficer>;

/** By the program that holds the token, which has nothing but the code to show. */
export type ReportUnlock = Command<
  'ReportUnlock',
  Now & {
    readonly codeDigest: string;
    readonly outcome: 'unlocked' | 'admin-pin-locked';
    /** The PIN that came with the unlocking was changed by its holder. */
    readonly pinChanged: boolean;
  }
>;
/** By the clock, once the code is worth nothing. */
export type ExpireUnlock = Command<'ExpireUnlock', Now>;
/** By a policy: what its enterprise asks on line, and asks no longer. */
export type RequestUnlockOnLine = Command<
  'RequestUnlockOnLine',
  Now & { readonly key: HeldKey; readonly request: OnLineRequest; readonly reason: UnlockReason }
>;
export type WithdrawUnlock = Command<'WithdrawUnlock', Now & { readonly requestId: string }>;
/** By a policy: what becomes of the key. */
export type BarUnlocking = Command<'BarUnlocking', Now & { readonly because: UnlockBar }>;
export type AllowUnlocking = Command<'AllowUnlocking', Now>;
export type OvertakeUnlocking = Command<'OvertakeUnlocking', Now & { readonly successor: HeldKey }>;
export type TakeOverAdminPinLock = Command<'TakeOverAdminPinLock', Now>;

export type UnlockCommand =
  | RequestUnlock
  | RequestUnlockOnLine
  | WithdrawUnlock
  | VerifyUnlock
  | AuthoriseUnlock
  | RejectUnlock
  | CancelUnlock
  | ReportUnlock
  | ExpireUnlock
  | BarUnlocking
  | AllowUnlocking
  | OvertakeUnlocking
  | TakeOverAdminPinLock;
