import type { Command } from '@ekey/kernel';

export type RefreshRevocationList = Command<'RefreshRevocationList', { readonly now: string }>;

export type RevocationListCommand = RefreshRevocationList;
