import type { Command } from '@ekey/kernel';

export type LoginNameCommand = Command<'ClaimLoginName', { readonly accountId: string; readonly now: string }>;
