import type { Command, Sealed } from '@ekey/kernel';
import type { Finding } from '../key-application/key-application.events';
import type { ContactSubmission } from './contact-changes.events';

interface OnRound {
  readonly changeId: string;
  readonly round: number;
  readonly now: string;
}

export type SubmitContactChange = Command<
  'SubmitContactChange',
  ContactSubmission & {
    /** The change that had said the key's contact data when the form was made; `null`: none had. */
    readonly after: string | null;
    readonly now: string;
  }
>;
export type WithdrawContactChange = Command<
  'WithdrawContactChange',
  { readonly changeId: string; readonly now: string }
>;
export type RecordContactApproval = Command<'RecordContactApproval', OnRound>;
export type ReturnContactChange = Command<
  'ReturnContactChange',
  OnRound & { readonly reasons: readonly Finding[]; readonly remark: Sealed }
>;

/** `idleDays`: after how many of them a change that came back expires. */
interface LeftIdle {
  readonly changeId: string;
  readonly idleDays: number;
  readonly now: string;
}

export type RemindOfContactChange = Command<'RemindOfContactChange', LeftIdle>;
export type ExpireContactChange = Command<'ExpireContactChange', LeftIdle>;

export type ContactChangeCommand =
  | SubmitContactChange
  | WithdrawContactChange
  | RecordContactApproval
  | ReturnContactChange
  | RemindOfContactChange
  | ExpireContactChange;
/** What review says of a change. */
export type ContactVerdict = RecordContactApproval | ReturnContactChange;
