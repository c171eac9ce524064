import type { Command } from '@ekey/kernel';
import type { HeldKey } from '../revocation/revocation.events';
import type { ReplacementNoted } from './replacement.events';

interface Now {
  readonly now: string;
}

export type NoteReplacement = Command<'NoteReplacement', Omit<ReplacementNoted['data'], 'notedAt'> & Now>;
export type DropReplacement = Command<'DropReplacement', Now & { readonly caseId: string }>;
export type AskForReturn = Command<'AskForReturn', Now & { readonly caseId: string }>;
export type EndOldKey = Command<'EndOldKey', Now & { readonly caseId: string }>;
export type RecordOldKeys = Command<'RecordOldKeys', Now & { readonly keys: readonly HeldKey[] }>;
export type RecordEndedKey = Command<
  'RecordEndedKey',
  Now & { readonly tokenSerial: string; readonly crlNumber: number }
>;

export type ReplacementCommand =
  NoteReplacement | DropReplacement | AskForReturn | EndOldKey | RecordOldKeys | RecordEndedKey;
