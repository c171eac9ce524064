import type { Command } from '@ekey/kernel';

interface At {
  readonly now: string;
}

export type NoteRenewal = Command<'NoteRenewal', At & { readonly renewalId: string }>;
export type GiveUpToken = Command<'GiveUpToken', At & { readonly replacementId: string }>;

export type RenewedTokenCommand = NoteRenewal | GiveUpToken;
