import type { Fact } from '@ekey/kernel';
import type { HeldKey, OnLineRequest, RequestGround } from '../revocation/revocation.events';
import type { UnlockReason } from '../unlock/unlock.events';

/** What its making tells of a key before anybody holds it. */
export interface MadeKey {
  readonly caseId: string;
  readonly attempt: number;
  readonly sealId: string;
}

export type KeyMadeKnown = Fact<'KeyMadeKnown', MadeKey & { readonly knownAt: string }>;
/** The key that the token holds from `since` on, by a hand-over or by a renewal. */
export type KeyTaken = Fact<'KeyTaken', { readonly key: HeldKey; readonly since: string; readonly takenAt: string }>;
/** What a renewal puts in the place of the key before; where and whose it is stays. */
export type RenewedPair = Pick<HeldKey, 'caseId' | 'attempt' | 'serials' | 'sealId'>;
/** A renewal has put the one in the place of the other. What was decided of the key before concerns this one. */
export type KeyRenewed = Fact<
  'KeyRenewed',
  { readonly before: HeldKey; readonly key: HeldKey; readonly renewedAt: string }
>;
/** Told before the hand-over was: it waits for that. */
export type RenewalHeard = Fact<
  'RenewalHeard',
  { readonly renewed: RenewedPair; readonly since: string; readonly heardAt: string }
>;
/** The enterprise says that it has lost the token. `key` is null where nobody has told yet what is in it. */
export type LossHeard = Fact<
  'LossHeard',
  {
    readonly uscc: string;
    readonly key: HeldKey | null;
    readonly reportedAt: string;
    readonly heardAt: string;
  }
>;

/** The enterprise has found it again. `key` is null where nobody has told yet what is in it. */
export type LossTakenBack = Fact<
  'LossTakenBack',
  { readonly uscc: string; readonly key: HeldKey | null; readonly takenBackAt: string }
>;

/** What the enterprise asks on line to have unlocked, in the case that has brought it the token. */
export interface UnlockAsking extends OnLineRequest {
  readonly uscc: string;
  readonly reason: UnlockReason;
}
/** `key` is null where nobody has told yet what is in it. */
export type UnlockAsked = Fact<
  'UnlockAsked',
  { readonly asking: UnlockAsking; readonly key: HeldKey | null; readonly askedAt: string }
>;
/** `key` is that of which it was asked. */
export type UnlockAskedNoMore = Fact<
  'UnlockAskedNoMore',
  { readonly requestId: string; readonly key: HeldKey | null; readonly takenBackAt: string }
>;

/** What the enterprise asks on line to have revoked, in the case that has brought it the token. */
export interface RevocationAsking extends OnLineRequest {
  readonly uscc: string;
  readonly ground: RequestGround;
  /** The number of the form by which it got the key. */
  readonly reference: string;
  readonly requestedAt: string;
}
/** `key` is null where nobody has told yet what is in it. */
export type RevocationAsked = Fact<
  'RevocationAsked',
  { readonly asking: RevocationAsking; readonly key: HeldKey | null; readonly askedAt: string }
>;
/** `key` is that of which it was asked. */
export type RevocationAskedNoMore = Fact<
  'RevocationAskedNoMore',
  { readonly requestId: string; readonly key: HeldKey | null; readonly takenBackAt: string }
>;

export type KeyInHandEvent =
  | KeyMadeKnown
  | KeyTaken
  | KeyRenewed
  | RenewalHeard
  | LossHeard
  | LossTakenBack
  | UnlockAsked
  | UnlockAskedNoMore
  | RevocationAsked
  | RevocationAskedNoMore;
