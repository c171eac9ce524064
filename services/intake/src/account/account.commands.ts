import type { Command, Sealed } from '@ekey/kernel';

/** `requestId` names the request that the mailed link answers until `expiresAt`. */
interface NewLink {
  readonly requestId: string;
  readonly now: string;
  readonly expiresAt: string;
}

interface NewCredentials {
  readonly loginName: string;
  readonly passwordHash: string;
  readonly userName: string;
}

export type AccountCommand =
  | Command<'RegisterAccount', NewLink & NewCredentials & { readonly mail: string }>
  | Command<
      'OpenInvitedAccount',
      NewLink & {
        readonly uscc: string;
        readonly nameCn: string;
        readonly invitationId: string;
        readonly mail: Sealed | null;
      }
    >
  | Command<
      'AcceptInvitation',
      NewCredentials & {
        readonly accountId: string;
        readonly requestId: string;
        readonly mail: string | null;
        readonly now: string;
      }
    >
  | Command<'CancelInvitation', { readonly now: string }>
  /** `mail`: the address to be confirmed; `null` asks once more for the one that waits for it. */
  | Command<'RequestAddressConfirmation', NewLink & { readonly mail: string | null }>
  | Command<'ConfirmAddress', { readonly requestId: string; readonly now: string }>
  | Command<'RequestPasswordReset', NewLink>
  | Command<'ResetPassword', { readonly requestId: string; readonly passwordHash: string; readonly now: string }>
  | Command<'ChangePassword', { readonly passwordHash: string; readonly now: string }>;
