import type { Fact } from '@ekey/kernel';

/** Whose key a token carries. `attempt` counts how often the key of the case was begun. */
export interface ForCase {
  readonly caseId: string;
  readonly attempt: number;
}

/** Two people of the stock desk; both are opaque ids of members of staff. */
export interface ByTwo {
  readonly by: string;
  readonly witness: string;
}

export type ScrapGround = 'faulty' | 'damaged' | 'lost' | 'production-failed' | 'inventory';

export type TokenStocked = Fact<'TokenStocked', ByTwo & { readonly model: string; readonly stockedAt: string }>;
export type TokenAssigned = Fact<
  'TokenAssigned',
  /** `claimId` tells one production's claim from another's of the same case. */
  ForCase & { readonly claimId: string; readonly assignedAt: string }
>;
export type TokenReleased = Fact<'TokenReleased', { readonly claimId: string; readonly releasedAt: string }>;
export type TokenPersonalised = Fact<'TokenPersonalised', ForCase & { readonly at: string }>;
export type TokenChecked = Fact<'TokenChecked', ForCase & { readonly at: string }>;
export type TokenPacked = Fact<'TokenPacked', ForCase & { readonly at: string }>;
export type TokenUnpacked = Fact<'TokenUnpacked', { readonly unpackedAt: string }>;
export type TokenDispatched = Fact<'TokenDispatched', ForCase & { readonly at: string }>;
export type TokenArrived = Fact<'TokenArrived', ForCase & { readonly at: string }>;
export type TokenHandedOver = Fact<'TokenHandedOver', ForCase & { readonly at: string }>;
export type TokenLocked = Fact<'TokenLocked', { readonly at: string }>;
export type TokenUnlocked = Fact<'TokenUnlocked', { readonly at: string }>;
export type TokenSuspended = Fact<'TokenSuspended', { readonly at: string }>;
export type TokenReinstated = Fact<'TokenReinstated', { readonly at: string }>;
export type TokenDied = Fact<'TokenDied', { readonly at: string }>;
/** `by` and `witness` are null where the failure of an order wrote the token off. */
export type TokenScrapped = Fact<
  'TokenScrapped',
  {
    readonly ground: ScrapGround;
    readonly by: string | null;
    readonly witness: string | null;
    readonly scrappedAt: string;
  }
>;
/** Its order ended without a hand-over, or it came to the wrong place: it must come back, wherever it is. */
export type TokenRecalled = Fact<'TokenRecalled', { readonly recalledAt: string }>;
/** Taken back by a counter, which sends it to the stock. Earlier releases did not say of which authority. */
export type TokenHandedIn = Fact<
  'TokenHandedIn',
  { readonly by: string; readonly agencyId?: string; readonly handedInAt: string }
>;
/** Back with the provider. Earlier releases told it of a counter that took a token back as well. */
export type TokenReturned = Fact<'TokenReturned', { readonly by: string; readonly returnedAt: string }>;
export type TokenDestroyed = Fact<'TokenDestroyed', ByTwo & { readonly destroyedAt: string }>;

export type TokenEvent =
  | TokenStocked
  | TokenAssigned
  | TokenReleased
  | TokenPersonalised
  | TokenChecked
  | TokenPacked
  | TokenUnpacked
  | TokenDispatched
  | TokenArrived
  | TokenHandedOver
  | TokenLocked
  | TokenUnlocked
  | TokenSuspended
  | TokenReinstated
  | TokenDied
  | TokenScrapped
  | TokenRecalled
  | TokenHandedIn
  | TokenReturned
  | TokenDestroyed;
