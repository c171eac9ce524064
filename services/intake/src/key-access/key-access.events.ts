import type { Fact } from '@ekey/kernel';

export type AccessEndGround = 'suspended' | 'revoked';

/** Nobody is let in by this key from now on, and whoever came in by it is out. */
export type KeyAccessEnded = Fact<
  'KeyAccessEnded',
  { readonly serial: string; readonly ground: AccessEndGround; readonly endedAt: string }
>;
/** The hold was lifted. */
export type KeyAccessRestored = Fact<'KeyAccessRestored', { readonly restoredAt: string }>;

export type KeyAccessEvent = KeyAccessEnded | KeyAccessRestored;
