import type { Command } from '@ekey/kernel';

interface Now {
  readonly now: string;
}

export type SetTerm = Command<
  'SetTerm',
  Now & {
    readonly serial: string;
    readonly caseId: string;
    readonly uscc: string;
    readonly notBefore: string;
    readonly notAfter: string;
  }
>;
export type BeginTerm = Command<'BeginTerm', Now>;
export type SuspendTerm = Command<'SuspendTerm', Now>;
export type ResumeTerm = Command<'ResumeTerm', Now>;
export type EndTerm = Command<'EndTerm', Now & { readonly ground: 'revoked'; readonly reason: string }>;
/** `tokenSerial`: of the key that holds it, where that is known. */
export type RecordReminder = Command<'RecordReminder', Now & { readonly tokenSerial: string | null }>;
/** Asked by the holder: one renewal at a time, in its window. */
export type TakeUpRenewal = Command<'TakeUpRenewal', Now & { readonly renewalId: string }>;
export type GiveUpRenewal = Command<'GiveUpRenewal', Now & { readonly renewalId: string }>;
export type RenewTerm = Command<'RenewTerm', Now & { readonly renewalId: string; readonly newSerial: string }>;

export type CertificateTermCommand =
  SetTerm | BeginTerm | SuspendTerm | ResumeTerm | EndTerm | RecordReminder | TakeUpRenewal | GiveUpRenewal | RenewTerm;
