import type { Fact } from '@ekey/kernel';
import type { RevocationReason } from '../certificate/certificate.events';

/** Why a key's certificates and seal end. */
export type RevocationGround = 'production-failed' | 'lost' | 'damaged' | 'wrong-parcel' | 'withdrawn' | 'terminated';

/** Ordered by a rule after a recorded fact, which needs no second person. */
export type RevocationOrdered = Fact<
  'RevocationOrdered',
  {
    readonly caseId: string;
    readonly attempt: number;
    readonly serials: readonly string[];
    readonly sealId: string | null;
    readonly ground: RevocationGround;
    readonly reason: RevocationReason;
    readonly orderedAt: string;
  }
>;
/** Every certificate of it is revoked, and the seal with them. */
export type RevocationExecuted = Fact<'RevocationExecuted', { readonly caseId: string; readonly executedAt: string }>;
/** One of several certificates is revoked; the rest follow. */
export type RevocationProgressed = Fact<'RevocationProgressed', { readonly serial: string; readonly at: string }>;

export type RevocationEvent = RevocationOrdered | RevocationProgressed | RevocationExecuted;
