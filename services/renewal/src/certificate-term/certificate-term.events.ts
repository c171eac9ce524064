import type { Fact } from '@ekey/kernel';
import type { ReminderDays } from './reminders';

/** How long the signing certificate of a key will last. Nothing runs before the key is in the hand of its enterprise. */
export type TermSet = Fact<
  'TermSet',
  {
    readonly serial: string;
    readonly caseId: string;
    readonly uscc: string;
    readonly notBefore: string;
    readonly notAfter: string;
    readonly setAt: string;
  }
>;
/** The certificate is live. */
export type TermBegun = Fact<'TermBegun', { readonly begunAt: string }>;
/** 挂失: nobody is reminded of a key that may not be used. */
export type TermSuspended = Fact<'TermSuspended', { readonly suspendedAt: string }>;
export type TermResumed = Fact<'TermResumed', { readonly resumedAt: string }>;
/** Before its time; that a certificate has come to its own end is told by its date. */
export type TermEnded = Fact<
  'TermEnded',
  {
    readonly ground: 'revoked';
    readonly reason: string;
    /** The renewal that was under way; facts from before it was noted here have none. */
    readonly renewalId?: string;
    readonly endedAt: string;
  }
>;
/** The enterprise is to be reminded: `daysBefore` is the reminder's own mark, nearer ones follow. */
export type ReminderFellDue = Fact<
  'ReminderFellDue',
  {
    readonly serial: string;
    readonly caseId: string;
    readonly uscc: string;
    /** What is engraved on the key; missing where it was not known. */
    readonly tokenSerial?: string;
    readonly daysBefore: ReminderDays;
    readonly notAfter: string;
    readonly recordedAt: string;
  }
>;
/** No other renewal of this certificate can be begun until it is given up. */
export type RenewalTakenUp = Fact<'RenewalTakenUp', { readonly renewalId: string; readonly takenUpAt: string }>;
export type RenewalGivenUp = Fact<'RenewalGivenUp', { readonly renewalId: string; readonly givenUpAt: string }>;
/** The key lives on with another certificate: nobody is reminded of this one any more. */
export type TermRenewed = Fact<
  'TermRenewed',
  { readonly renewalId: string; readonly newSerial: string; readonly renewedAt: string }
>;

export type CertificateTermEvent =
  | TermSet
  | TermBegun
  | TermSuspended
  | TermResumed
  | TermEnded
  | ReminderFellDue
  | RenewalTakenUp
  | RenewalGivenUp
  | TermRenewed;
