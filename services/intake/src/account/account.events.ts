import { accountKey, type AsStored, type Fact, type PersonalData, type Sealed } from '@ekey/kernel';

/** A request that a mailed link answers: the link's notice is derived from `requestId`, its term counted from the fact. */
interface LinkRequest {
  readonly requestId: string;
  readonly requestedAt: string;
  readonly expiresAt: string;
}

/** How a user proves to be one. All of it is the person's, and so sealed. */
interface Credentials {
  readonly loginName: string | null;
  /** Argon2id, PHC string format. */
  readonly passwordHash: string | null;
  readonly userName: string | null;
}

export type AccountEvent =
  | Fact<'AccountRegistered', Credentials & { readonly registeredAt: string }>
  /** `mail` came from the invitation as it was sealed there; only the one who answers the link opens it. */
  | Fact<
      'AccountInvited',
      LinkRequest & {
        readonly uscc: string;
        /** Missing in facts of earlier releases, which had the mail sent by the enterprise's own fact. */
        readonly nameCn?: string;
        readonly invitationId: string;
        readonly mail: Sealed | null;
      }
    >
  | Fact<
      'InvitationAccepted',
      Credentials & {
        readonly mail: string | null;
        readonly accountId: string;
        readonly uscc: string;
        readonly invitationId: string;
        readonly requestId: string;
        readonly acceptedAt: string;
      }
    >
  | Fact<'InvitationCancelled', { readonly cancelledAt: string }>
  | Fact<'AddressConfirmationRequested', LinkRequest & { readonly mailTo: string | null }>
  | Fact<'AddressConfirmed', { readonly requestId: string; readonly confirmedAt: string }>
  | Fact<'PasswordResetRequested', LinkRequest & { readonly mailTo: string | null }>
  | Fact<
      'PasswordReset',
      { readonly requestId: string; readonly passwordHash: string | null; readonly resetAt: string }
    >
  | Fact<'PasswordChanged', { readonly passwordHash: string | null; readonly changedAt: string }>;

export const personalData = {
  owner: (_event, streamId) => accountKey(streamId),
  fields: {
    AccountRegistered: ['loginName', 'passwordHash', 'userName'],
    InvitationAccepted: ['loginName', 'passwordHash', 'userName', 'mail'],
    AddressConfirmationRequested: ['mailTo'],
    PasswordResetRequested: ['mailTo'],
    PasswordReset: ['passwordHash'],
    PasswordChanged: ['passwordHash'],
  },
} as const satisfies PersonalData<AccountEvent>;

/** A fact of an account as subscriptions deliver it. */
export type StoredAccountFact<Type extends AccountEvent['type'] = AccountEvent['type']> = Extract<
  AsStored<AccountEvent, typeof personalData>,
  { type: Type }
>;
