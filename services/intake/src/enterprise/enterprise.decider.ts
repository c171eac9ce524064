import { reject, type Decider, type Decision } from '@ekey/kernel';
import type { EnterpriseCommand } from './enterprise.commands';
import { personalData, type EnterpriseEvent } from './enterprise.events';
import { evolve, initial, type Approval, type BoundEnterprise, type EnterpriseState } from './enterprise.state';

export type EnterpriseRejection =
  | 'NotBound'
  | 'NotAdministrator'
  | 'TooManyUsers'
  | 'AlreadyInvited'
  | 'InvitationUnknown'
  | 'UserUnknown'
  | 'AdministratorStays';

type Answer = Decision<EnterpriseEvent, EnterpriseRejection>;
type Of<Type extends EnterpriseCommand['type']> = Extract<EnterpriseCommand, { type: Type }>['data'];

/** Invited users and open invitations together. */
export const MOST_USERS = 20;

/** Whether this account may act for the enterprise at all. */
export const actsFor = (state: EnterpriseState, accountId: string): boolean =>
  state.status === 'bound' && (state.administrator === accountId || state.users.includes(accountId));

/** Whose cases of the enterprise are the enterprise's and not their own: who acts for it, and who did. */
export const actedFor = ({ administrator, users, formerUsers }: BoundEnterprise): readonly string[] => [
  administrator,
  ...users,
  ...formerUsers,
];

/** Binding, unbinding, joining and what is heard of renewals are sent by policies, and so never refused. */
function decide(command: EnterpriseCommand, state: EnterpriseState): Answer {
  switch (command.type) {
    case 'BindAccount':
      return bind(command.data, state);
    case 'UnbindAccount':
      return unbind(command.data, state);
    case 'HearOfRenewal':
      return hearOfRenewal(command.data, state);
    case 'RecordUserJoined':
      return recordJoined(command.data, state);
    default:
      if (state.status !== 'bound') return reject('NotBound');
      if (state.administrator !== command.data.by) return reject('NotAdministrator');
      return decideForAdministrator(command, state);
  }
}

/**
 * The first approved case binds. What else is approved (one more key, one in the place of another, or a case whose predecessor
 * has ended with the news of it still on its way) is set aside, and binds where the first ends without a key; the administrator,
 * where it was begun by a user that was removed.
 */
function bind({ now, ...approval }: Of<'BindAccount'>, state: EnterpriseState): Answer {
  if (state.status === 'unbound') return [boundBy(approval, now)];
  const isKnown = [state, ...state.setAside].some(({ caseId }) => caseId === approval.caseId);
  const accountId = state.formerUsers.includes(approval.accountId) ? state.administrator : approval.accountId;
  return isKnown ? [] : [setAside({ ...approval, accountId }, now)];
}

/** Told again, the end of a case must not undo what the case has said since: a key in hand approves it once more. */
function unbind({ caseId, asOf, now }: Of<'UnbindAccount'>, state: EnterpriseState): Answer {
  if (state.status !== 'bound') return [];
  const approval = [state, ...state.setAside].find((each) => each.caseId === caseId);
  if (approval === undefined || approval.asOf > asOf) return [];
  if (approval !== state) return [{ type: 'ApprovalLapsed', data: { caseId, lapsedAt: now } }];
  const [next, ...others] = state.setAside;
  const unbound: EnterpriseEvent = { type: 'EnterpriseUnbound', data: { caseId, unboundAt: now } };
  return next === undefined
    ? [unbound]
    : [unbound, boundBy(next, now), ...others.map((approval) => setAside(approval, now))];
}

/** Keys from before this system have no case here, and no account that could still be activated by one. */
const hearOfRenewal = ({ renewalId, now }: Of<'HearOfRenewal'>, state: EnterpriseState): Answer =>
  state.status === 'bound' ? [{ type: 'RenewalHeard', data: { caseId: state.caseId, renewalId, heardAt: now } }] : [];

const boundBy = ({ accountId, ...approved }: Approval, now: string): EnterpriseEvent => ({
  type: 'EnterpriseBound',
  data: { ...approved, administrator: accountId, boundAt: now },
});

const setAside = (approval: Approval, now: string): EnterpriseEvent => ({
  type: 'ApprovalSetAside',
  data: { ...approval, setAsideAt: now },
});

function recordJoined({ invitationId, accountId, now }: Of<'RecordUserJoined'>, state: EnterpriseState): Answer {
  const isOpen = state.status === 'bound' && state.invitations.some((open) => open.invitationId === invitationId);
  return isOpen ? [{ type: 'UserJoined', data: { invitationId, accountId, joinedAt: now } }] : [];
}

type CommandOfAdministrator = Extract<EnterpriseCommand, { data: { by: string } }>;

function decideForAdministrator(command: CommandOfAdministrator, state: BoundEnterprise): Answer {
  switch (command.type) {
    case 'InviteUser':
      return invite(command.data, state);
    case 'RevokeInvitation': {
      const { invitationId, now } = command.data;
      const open = state.invitations.find((invitation) => invitation.invitationId === invitationId);
      if (open === undefined) return reject('InvitationUnknown');
      return [{ type: 'InvitationRevoked', data: { invitationId, accountId: open.accountId, revokedAt: now } }];
    }
    case 'RemoveUser': {
      const { accountId, now } = command.data;
      if (accountId === state.administrator) return reject('AdministratorStays');
      if (!state.users.includes(accountId)) return reject('UserUnknown');
      return [{ type: 'UserRemoved', data: { accountId, removedAt: now } }];
    }
  }
}

function invite({ mail, now, by: _administrator, ...invitation }: Of<'InviteUser'>, state: BoundEnterprise): Answer {
  const open = state.invitations.filter((each) => each.expiresAt > now);
  if (open.length + state.users.length >= MOST_USERS) return reject('TooManyUsers', { most: MOST_USERS });
  if (open.some((each) => each.mail === mail)) return reject('AlreadyInvited');
  const { uscc, nameCn } = state;
  return [{ type: 'UserInvited', data: { ...invitation, uscc, nameCn, mailTo: mail, requestedAt: now } }];
}

/** One enterprise: which account acts for it since its first approved case, and whom that account has invited. */
export const enterprise: Decider<EnterpriseCommand, EnterpriseState, EnterpriseEvent, EnterpriseRejection> = {
  category: 'intake.Enterprise',
  initial,
  decide,
  evolve,
  personal: personalData,
};
