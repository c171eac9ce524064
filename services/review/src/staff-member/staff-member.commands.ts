import type { Command } from '@ekey/kernel';
import type { Operator } from './operators';
import type { Assignment, AssignmentFault, Workplace } from './roles';
import type { MachineKey } from './staff-member.events';

/** An administrator's command about an account; `by` is his own. */
interface ByAdministrator {
  readonly accountId: string;
  readonly by: string;
  readonly now: string;
}
interface Assigned {
  readonly assignment: Assignment;
  /** The organisation of the assignment; `null` where there is none, or none of that id. */
  readonly workplace: Workplace | null;
}
interface OneTimePassword {
  readonly oneTimePasswordHash: string;
  readonly expiresAt: string | null;
}
interface Machine {
  readonly label: string;
  readonly publicKey: MachineKey;
  /** Who may work it. */
  readonly operators: readonly Operator[];
}

export type InviteStaffMember = Command<
  'InviteStaffMember',
  ByAdministrator & Assigned & OneTimePassword & { readonly login: string; readonly name: string }
>;
export type ChangeStaffMember = Command<'ChangeStaffMember', ByAdministrator & Assigned & { readonly name: string }>;
export type ResetCredentials = Command<'ResetCredentials', ByAdministrator & OneTimePassword>;
export type RegisterMachine = Command<'RegisterMachine', ByAdministrator & Assigned & Machine>;
export type ChangeMachine = Command<'ChangeMachine', ByAdministrator & Assigned & Machine>;
export type WithdrawAccess = Command<'WithdrawAccess', ByAdministrator>;
export type RestoreAccess = Command<'RestoreAccess', ByAdministrator>;

/** The one-time password was checked against the stream as it was loaded. */
export type StartEnrolment = Command<
  'StartEnrolment',
  { readonly passwordHash: string; readonly totpSecret: string; readonly now: string }
>;
/** Password and code were checked against the stream as it was loaded. */
export type ConfirmEnrolment = Command<'ConfirmEnrolment', { readonly now: string }>;
export type ChangePassword = Command<'ChangePassword', { readonly passwordHash: string; readonly now: string }>;
/** Given on the host: an administrator who can log in, whatever was before. */
export type RecoverAdministrator = Command<
  'RecoverAdministrator',
  OneTimePassword & { readonly login: string; readonly name: string; readonly now: string }
>;

export type StaffMemberCommand =
  | InviteStaffMember
  | ChangeStaffMember
  | ResetCredentials
  | RegisterMachine
  | ChangeMachine
  | WithdrawAccess
  | RestoreAccess
  | StartEnrolment
  | ConfirmEnrolment
  | ChangePassword
  | RecoverAdministrator;

export type StaffMemberRejection =
  | AssignmentFault
  | 'OperatorUnfit'
  | 'LoginTaken'
  | 'AccountUnknown'
  | 'OwnAccount'
  | 'NotInvited'
  | 'InvitationExpired'
  | 'EnrolmentNotStarted'
  | 'NotEnrolled'
  | 'AccessIsWithdrawn';
