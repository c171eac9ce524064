import type { Command } from '@ekey/kernel';
import type { AccessEndGround } from './key-access.events';

interface At {
  readonly now: string;
}

export type EndKeyAccess = Command<'EndKeyAccess', At & { readonly serial: string; readonly ground: AccessEndGround }>;
export type RestoreKeyAccess = Command<'RestoreKeyAccess', At>;

/** `notAfter`: of the certificate that is renewed. */
export type NoteRenewal = Command<
  'NoteRenewal',
  At & { readonly renewalId: string; readonly submittedAt: string; readonly notAfter: string }
>;
export type ForgetRenewal = Command<'ForgetRenewal', At & { readonly renewalId: string }>;

export type KeyAccessCommand = EndKeyAccess | RestoreKeyAccess | NoteRenewal | ForgetRenewal;
