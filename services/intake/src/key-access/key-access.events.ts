import type { Fact } from '@ekey/kernel';

export type AccessEndGround = 'suspended' | 'revoked';

/** Nobody is let in by this key from now on, and whoever came in by it is out. */
export type KeyAccessEnded = Fact<
  'KeyAccessEnded',
  { readonly serial: string; readonly ground: AccessEndGround; readonly endedAt: string }
>;
/** The hold was lifted. */
export type KeyAccessRestored = Fact<'KeyAccessRestored', { readonly restoredAt: string }>;

/** A renewal of the key was submitted while its certificate lasted: it may be finished a while after the end. */
export type RenewalNoted = Fact<'RenewalNoted', { readonly renewalId: string; readonly notedAt: string }>;
/** Finished, or ended otherwise. */
export type RenewalOver = Fact<'RenewalOver', { readonly renewalId: string; readonly overAt: string }>;

export type KeyAccessEvent = KeyAccessEnded | KeyAccessRestored | RenewalNoted | RenewalOver;
