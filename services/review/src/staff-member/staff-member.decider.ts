import { canonicalJson, reject, type Decider, type Decision, type Rejection } from '@ekey/kernel';
import { mayOperate } from './operators';
import { assignmentFault } from './roles';
import type {
  ChangeMachine,
  ChangeStaffMember,
  InviteStaffMember,
  RegisterMachine,
  ResetCredentials,
  RestoreAccess,
  StaffMemberCommand,
  StaffMemberRejection,
  WithdrawAccess,
} from './staff-member.commands';
import { personalData, type StaffMemberEvent } from './staff-member.events';
import { evolve, initial, type Machine, type Person, type StaffMemberState } from './staff-member.state';

type Answer = Decision<StaffMemberEvent, StaffMemberRejection>;
type Unmet = Rejection<StaffMemberRejection> | null;

const fits = (
  { assignment, workplace }: InviteStaffMember['data'] | ChangeStaffMember['data'] | RegisterMachine['data'],
  holder: 'person' | 'machine',
): Unmet => {
  const fault = assignmentFault(assignment, workplace, holder);
  return fault && reject(fault);
};

/** Nobody gives himself rights, or back what was taken from him. */
const notOneself = ({ accountId, by }: { readonly accountId: string; readonly by: string }): Unmet =>
  accountId === by ? reject('OwnAccount') : null;

function invite({ data }: InviteStaffMember, state: StaffMemberState): Answer {
  if (state.status !== 'unknown') return reject('LoginTaken');
  const { login, name, assignment, oneTimePasswordHash, expiresAt, now } = data;
  return (
    fits(data, 'person') ?? [
      { type: 'StaffMemberInvited', data: { login, name, ...assignment, oneTimePasswordHash, expiresAt, at: now } },
    ]
  );
}

function change({ data }: ChangeStaffMember, state: StaffMemberState): Answer {
  if (state.status !== 'person') return reject('AccountUnknown');
  const unmet = notOneself(data) ?? fits(data, 'person');
  if (unmet) return unmet;
  const { name, assignment } = data;
  if (name === state.name && canonicalJson(assignment) === canonicalJson(state.assignment)) return [];
  return [{ type: 'StaffMemberChanged', data: { name, ...assignment, at: data.now } }];
}

function reset({ data }: ResetCredentials, state: StaffMemberState): Answer {
  if (state.status !== 'person') return reject('AccountUnknown');
  const { oneTimePasswordHash, expiresAt, now } = data;
  return notOneself(data) ?? [{ type: 'CredentialsReset', data: { oneTimePasswordHash, expiresAt, at: now } }];
}

/** The machine as its fact describes it, or why it may not be so. */
function described({ data }: RegisterMachine | ChangeMachine) {
  const { label, publicKey, assignment, operators } = data;
  const unfit = operators.filter((operator) => !mayOperate(assignment, operator)).map(({ id }) => id);
  const unmet = fits(data, 'machine') ?? (unfit.length > 0 ? reject('OperatorUnfit', { operators: unfit }) : null);
  return unmet ?? { label, publicKey, operators: operators.map(({ id }) => id), ...assignment };
}

function register(command: RegisterMachine, state: StaffMemberState): Answer {
  if (state.status !== 'unknown') return reject('LoginTaken');
  const machine = described(command);
  return 'rejected' in machine ? machine : [{ type: 'MachineRegistered', data: { ...machine, at: command.data.now } }];
}

function changeMachine(command: ChangeMachine, state: StaffMemberState): Answer {
  if (state.status !== 'machine') return reject('AccountUnknown');
  const machine = described(command);
  if ('rejected' in machine) return machine;
  const { label, publicKey, operators, assignment } = state;
  if (canonicalJson(machine) === canonicalJson({ label, publicKey, operators, ...assignment })) return [];
  return [{ type: 'MachineChanged', data: { ...machine, at: command.data.now } }];
}

function setAccess({ type, data }: WithdrawAccess | RestoreAccess, state: StaffMemberState): Answer {
  if (state.status === 'unknown') return reject('AccountUnknown');
  const unmet = notOneself(data);
  if (unmet) return unmet;
  const restores = type === 'RestoreAccess';
  if (state.active === restores) return [];
  return [{ type: restores ? 'AccessRestored' : 'AccessWithdrawn', data: { at: data.now } }];
}

/** What a person does with his own credentials. */
function ofPerson(
  command: Extract<StaffMemberCommand, { type: 'StartEnrolment' | 'ConfirmEnrolment' | 'ChangePassword' }>,
  state: Person | Machine | { readonly status: 'unknown' },
): Answer {
  if (state.status !== 'person') return reject('AccountUnknown');
  if (!state.active) return reject('AccessIsWithdrawn');
  const { credentials } = state;
  const at = command.data.now;
  switch (command.type) {
    case 'StartEnrolment': {
      if (credentials.stage === 'enrolled') return reject('NotInvited');
      if (credentials.expiresAt !== null && at >= credentials.expiresAt) return reject('InvitationExpired');
      const { passwordHash, totpSecret } = command.data;
      return [{ type: 'EnrolmentStarted', data: { passwordHash, totpSecret, at } }];
    }
    case 'ConfirmEnrolment':
      if (credentials.stage === 'enrolled') return [];
      return credentials.stage === 'enrolling'
        ? [{ type: 'EnrolmentConfirmed', data: { at } }]
        : reject('EnrolmentNotStarted');
    case 'ChangePassword':
      return credentials.stage === 'enrolled'
        ? [{ type: 'PasswordChanged', data: { passwordHash: command.data.passwordHash, at } }]
        : reject('NotEnrolled');
  }
}

function decide(command: StaffMemberCommand, state: StaffMemberState): Answer {
  switch (command.type) {
    case 'InviteStaffMember':
      return invite(command, state);
    case 'ChangeStaffMember':
      return change(command, state);
    case 'ResetCredentials':
      return reset(command, state);
    case 'RegisterMachine':
      return register(command, state);
    case 'ChangeMachine':
      return changeMachine(command, state);
    case 'WithdrawAccess':
    case 'RestoreAccess':
      return setAccess(command, state);
    case 'RecoverAdministrator': {
      const { login, name, oneTimePasswordHash, expiresAt, now } = command.data;
      return [{ type: 'AdministratorRecovered', data: { login, name, oneTimePasswordHash, expiresAt, at: now } }];
    }
    default:
      return ofPerson(command, state);
  }
}

/** One account of staff, a person's or a machine's: what it may do, and how it proves to be itself. */
export const staffMember: Decider<StaffMemberCommand, StaffMemberState, StaffMemberEvent, StaffMemberRejection> = {
  category: 'review.StaffMember',
  initial,
  decide,
  evolve,
  personal: personalData,
};
