import type { Fact } from '@ekey/kernel';

/** A new list is due although no certificate changed: the old one runs out, or the process has started. */
export type RevocationListRefreshed = Fact<'RevocationListRefreshed', { readonly refreshedAt: string }>;

export type RevocationListEvent = RevocationListRefreshed;
