import { reject, type Decider, type Decision } from '@ekey/kernel';
import { secondsBetween } from '../time/instants';
import type { AccountCommand } from './account.commands';
import { personalData, type AccountEvent } from './account.events';
import {
  awaitedAddress,
  evolve,
  initial,
  type AccountState,
  type PendingLink,
  type RegisteredAccount,
} from './account.state';

export type AccountRejection =
  | 'AccountUnknown'
  | 'AlreadyRegistered'
  | 'AddressAlreadyConfirmed'
  | 'RequestedJustNow'
  | 'LinkUnknown'
  | 'LinkExpired'
  | 'LinkUsed';

type Answer = Decision<AccountEvent, AccountRejection>;
type Of<Type extends AccountCommand['type']> = Extract<AccountCommand, { type: Type }>['data'];

/** A second mail of the same kind is not sent within this time, in seconds. */
const SECONDS_BETWEEN_MAILS = 60;
const LONGEST_SECONDS_BETWEEN_MAILS = 3_600;

function decide(command: AccountCommand, state: AccountState): Answer {
  switch (command.type) {
    case 'RegisterAccount':
      return state.status === 'none' ? register(command.data) : reject('AlreadyRegistered');
    case 'OpenInvitedAccount':
      return state.status === 'none' ? openInvited(command.data) : [];
    case 'CancelInvitation':
      return state.status === 'invited'
        ? [{ type: 'InvitationCancelled', data: { cancelledAt: command.data.now } }]
        : [];
    case 'AcceptInvitation':
      return acceptInvitation(command.data, state);
    default:
      return state.status === 'registered' ? decideRegistered(command, state) : reject('AccountUnknown');
  }
}

function register({ loginName, passwordHash, userName, mail, now, ...link }: Of<'RegisterAccount'>): Answer {
  return [
    { type: 'AccountRegistered', data: { loginName, passwordHash, userName, registeredAt: now } },
    { type: 'AddressConfirmationRequested', data: { mailTo: mail, requestedAt: now, ...link } },
  ];
}

function openInvited({ now, ...invitation }: Of<'OpenInvitedAccount'>): Answer {
  return [{ type: 'AccountInvited', data: { ...invitation, requestedAt: now } }];
}

function acceptInvitation({ now, ...accepted }: Of<'AcceptInvitation'>, state: AccountState): Answer {
  if (state.status === 'registered' && state.answered.includes(accepted.requestId)) return reject('LinkUsed');
  if (state.status !== 'invited' || state.requestId !== accepted.requestId) return reject('LinkUnknown');
  if (now >= state.expiresAt) return reject('LinkExpired');
  const { uscc, invitationId } = state;
  return [{ type: 'InvitationAccepted', data: { ...accepted, uscc, invitationId, acceptedAt: now } }];
}

type CommandOfRegistered = Exclude<
  AccountCommand,
  { type: 'RegisterAccount' | 'OpenInvitedAccount' | 'CancelInvitation' | 'AcceptInvitation' }
>;

function decideRegistered(command: CommandOfRegistered, state: RegisteredAccount): Answer {
  switch (command.type) {
    case 'RequestAddressConfirmation':
      return requestConfirmation(command.data, state);
    case 'ConfirmAddress':
      return confirmAddress(command.data, state);
    case 'RequestPasswordReset':
      return requestReset(command.data, state);
    case 'ResetPassword': {
      const { requestId, passwordHash, now } = command.data;
      return (
        refuseLink(state.reset, state, requestId, now) ?? [
          { type: 'PasswordReset', data: { requestId, passwordHash, resetAt: now } },
        ]
      );
    }
    case 'ChangePassword':
      return [
        { type: 'PasswordChanged', data: { passwordHash: command.data.passwordHash, changedAt: command.data.now } },
      ];
  }
}

function requestConfirmation(
  { mail, now, ...link }: Of<'RequestAddressConfirmation'>,
  state: RegisteredAccount,
): Answer {
  const awaited = awaitedAddress(state);
  if (mail === null && awaited === null) return reject('AddressAlreadyConfirmed');
  if (mail !== null && mail === state.mail && awaited === null) return [];
  if (wasMadeJustNow(state.confirmation, now)) return reject('RequestedJustNow');
  const mailTo = mail ?? awaited?.mail ?? null;
  return [{ type: 'AddressConfirmationRequested', data: { mailTo, requestedAt: now, ...link } }];
}

function confirmAddress({ requestId, now }: Of<'ConfirmAddress'>, state: RegisteredAccount): Answer {
  const refusal = refuseLink(state.confirmation, state, requestId, now);
  if (refusal !== null) return refusal;
  if (awaitedAddress(state) === null) return reject('LinkExpired');
  return [{ type: 'AddressConfirmed', data: { requestId, confirmedAt: now } }];
}

/**
 * Silent where it does nothing, since the one who asks must not learn whether there is such an account. Anybody may ask, and each
 * mail ends the link before it: so each has twice as long as that one, as long as nobody uses any.
 */
function requestReset({ now, ...link }: Of<'RequestPasswordReset'>, state: RegisteredAccount): Answer {
  const wait = SECONDS_BETWEEN_MAILS * 2 ** ((state.reset?.asked ?? 1) - 1);
  if (state.mail === null || wasMadeJustNow(state.reset, now, Math.min(wait, LONGEST_SECONDS_BETWEEN_MAILS))) return [];
  return [{ type: 'PasswordResetRequested', data: { mailTo: state.mail, requestedAt: now, ...link } }];
}

const wasMadeJustNow = (pending: PendingLink | null, now: string, seconds = SECONDS_BETWEEN_MAILS): boolean =>
  pending !== null && secondsBetween(pending.requestedAt, now) < seconds;

/** Only the link of the newest request opens anything, once, and within its term. */
function refuseLink(pending: PendingLink | null, state: RegisteredAccount, requestId: string, now: string) {
  if (state.answered.includes(requestId)) return reject<AccountRejection>('LinkUsed');
  if (pending?.requestId !== requestId) return reject<AccountRejection>('LinkUnknown');
  return now >= pending.expiresAt ? reject<AccountRejection>('LinkExpired') : null;
}

/** One user of the portal: how the user logs in, and which address is proved. */
export const account: Decider<AccountCommand, AccountState, AccountEvent, AccountRejection> = {
  category: 'intake.Account',
  initial,
  decide,
  evolve,
  personal: personalData,
};
