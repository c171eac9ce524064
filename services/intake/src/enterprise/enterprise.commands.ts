import type { Command } from '@ekey/kernel';

/** The revision of the case's fact that says so: what the case has said later stands. */
interface AsOf {
  readonly asOf: number;
}

export type EnterpriseCommand =
  | Command<
      'BindAccount',
      AsOf & {
        readonly uscc: string;
        readonly nameCn: string;
        readonly caseId: string;
        readonly accountId: string;
        readonly now: string;
      }
    >
  | Command<'HearOfRenewal', { readonly renewalId: string; readonly now: string }>
  | Command<'UnbindAccount', AsOf & { readonly caseId: string; readonly now: string }>
  | Command<
      'InviteUser',
      {
        readonly by: string;
        readonly invitationId: string;
        readonly accountId: string;
        readonly requestId: string;
        readonly mail: string;
        readonly now: string;
        readonly expiresAt: string;
      }
    >
  | Command<'RevokeInvitation', { readonly by: string; readonly invitationId: string; readonly now: string }>
  | Command<'RecordUserJoined', { readonly invitationId: string; readonly accountId: string; readonly now: string }>
  | Command<'RemoveUser', { readonly by: string; readonly accountId: string; readonly now: string }>;
