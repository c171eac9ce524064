import type { AccountEvent } from './account.events';

export interface PendingLink {
  readonly requestId: string;
  readonly requestedAt: string;
  readonly expiresAt: string;
}

export interface PendingAddress extends PendingLink {
  readonly mail: string | null;
  /** Another address, asked for under a password that was set anew since: by whom, only that password knew. */
  readonly isOutdated: boolean;
}

export interface PendingReset extends PendingLink {
  /** How often it was asked for since the last was answered or ran out. */
  readonly asked: number;
}

export interface RegisteredAccount {
  readonly status: 'registered';
  readonly loginName: string | null;
  readonly passwordHash: string | null;
  readonly userName: string | null;
  /** The confirmed address. Nothing but a confirmation is ever mailed to another one. */
  readonly mail: string | null;
  readonly addressConfirmed: boolean;
  readonly confirmation: PendingAddress | null;
  readonly reset: PendingReset | null;
  /** Requests already answered, so that a second use of their link can be told from an unknown link. */
  readonly answered: readonly string[];
  /** The code of the enterprise that invited this user; `null` where nobody did. */
  readonly invitedBy: string | null;
}

export type AccountState =
  | { readonly status: 'none' }
  | ({ readonly status: 'invited' } & InvitedAs)
  | { readonly status: 'cancelled' }
  | RegisteredAccount;

type InvitedAs = Extract<AccountEvent, { type: 'AccountInvited' }>['data'];

export const initial: AccountState = { status: 'none' };

const blank: RegisteredAccount = {
  status: 'registered',
  loginName: null,
  passwordHash: null,
  userName: null,
  mail: null,
  addressConfirmed: false,
  confirmation: null,
  reset: null,
  answered: [],
  invitedBy: null,
};

export function evolve(state: AccountState, event: AccountEvent): AccountState {
  switch (event.type) {
    case 'AccountRegistered': {
      const { loginName, passwordHash, userName } = event.data;
      return { ...blank, loginName, passwordHash, userName };
    }
    case 'AccountInvited':
      return { status: 'invited', ...event.data };
    case 'InvitationAccepted': {
      const { loginName, passwordHash, userName, mail, uscc, requestId } = event.data;
      // The invitation reached this address, which proves it as a confirmation would.
      return {
        ...blank,
        loginName,
        passwordHash,
        userName,
        mail,
        addressConfirmed: true,
        invitedBy: uscc,
        answered: [requestId],
      };
    }
    case 'InvitationCancelled':
      return { status: 'cancelled' };
    default:
      return state.status === 'registered' ? evolveRegistered(state, event) : state;
  }
}

type FactOfRegistered = Exclude<
  AccountEvent,
  { type: 'AccountRegistered' | 'AccountInvited' | 'InvitationAccepted' | 'InvitationCancelled' }
>;

function evolveRegistered(state: RegisteredAccount, event: FactOfRegistered): RegisteredAccount {
  switch (event.type) {
    case 'AddressConfirmationRequested': {
      const { mailTo, requestId, requestedAt, expiresAt } = event.data;
      return { ...state, confirmation: { mail: mailTo, requestId, requestedAt, expiresAt, isOutdated: false } };
    }
    case 'AddressConfirmed':
      return {
        ...answered(state, event.data.requestId),
        mail: state.confirmation?.mail ?? null,
        addressConfirmed: true,
        confirmation: null,
        // Mailed to the address before: whoever reads there has no right to this account any more.
        reset: null,
      };
    case 'PasswordResetRequested': {
      const { requestId, requestedAt, expiresAt } = event.data;
      const before = state.reset !== null && requestedAt < state.reset.expiresAt ? state.reset.asked : 0;
      return { ...state, reset: { requestId, requestedAt, expiresAt, asked: before + 1 } };
    }
    case 'PasswordReset':
      return withPassword(answered(state, event.data.requestId), event.data.passwordHash);
    case 'PasswordChanged':
      return withPassword(state, event.data.passwordHash);
    default:
      void (event satisfies never);
      return state;
  }
}

const answered = (state: RegisteredAccount, requestId: string): RegisteredAccount => ({
  ...state,
  answered: [...state.answered, requestId],
});

/** What was begun under the password before ends with it. An address that waits to be the first was never anybody else's. */
const withPassword = (state: RegisteredAccount, passwordHash: string | null): RegisteredAccount => ({
  ...state,
  passwordHash,
  reset: null,
  confirmation: state.confirmation && { ...state.confirmation, isOutdated: state.addressConfirmed },
});

/** The change or first confirmation of an address that can still come about. */
export const awaitedAddress = ({ confirmation }: RegisteredAccount): PendingAddress | null =>
  confirmation?.isOutdated === true ? null : confirmation;
