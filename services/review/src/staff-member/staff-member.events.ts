import { accountKey, type AsStored, type Fact, type PersonalData } from '@ekey/kernel';
import type { Assignment } from './roles';

/** An Ed25519 public key as a JSON Web Key (RFC 8037 §2). */
export interface MachineKey {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
}

/** A password for the first log-in alone; `expiresAt` is `null` for the very first administrator. */
interface OneTimePassword {
  readonly oneTimePasswordHash: string | null;
  readonly expiresAt: string | null;
}
interface At {
  readonly at: string;
}
interface Who {
  readonly login: string | null;
  readonly name: string | null;
}
interface Machine {
  readonly label: string;
  readonly publicKey: MachineKey;
  /** The members of staff for whom it may act. */
  readonly operators: readonly string[];
}

export type StaffMemberInvited = Fact<'StaffMemberInvited', Who & Assignment & OneTimePassword & At>;
export type StaffMemberChanged = Fact<'StaffMemberChanged', Pick<Who, 'name'> & Assignment & At>;
export type EnrolmentStarted = Fact<
  'EnrolmentStarted',
  { readonly passwordHash: string | null; readonly totpSecret: string | null } & At
>;
export type EnrolmentConfirmed = Fact<'EnrolmentConfirmed', At>;
export type PasswordChanged = Fact<'PasswordChanged', { readonly passwordHash: string | null } & At>;
export type CredentialsReset = Fact<'CredentialsReset', OneTimePassword & At>;
/** Done on the host itself, where nobody is left who could log in. */
export type AdministratorRecovered = Fact<'AdministratorRecovered', Who & OneTimePassword & At>;
export type MachineRegistered = Fact<'MachineRegistered', Machine & Assignment & At>;
export type MachineChanged = Fact<'MachineChanged', Machine & Assignment & At>;
export type AccessWithdrawn = Fact<'AccessWithdrawn', At>;
export type AccessRestored = Fact<'AccessRestored', At>;

export type StaffMemberEvent =
  | StaffMemberInvited
  | StaffMemberChanged
  | EnrolmentStarted
  | EnrolmentConfirmed
  | PasswordChanged
  | CredentialsReset
  | AdministratorRecovered
  | MachineRegistered
  | MachineChanged
  | AccessWithdrawn
  | AccessRestored;

/** Names, and what opens an account, stand sealed. A machine's public key is nobody's secret. */
export const personalData = {
  owner: (_event, staffId) => accountKey(staffId),
  fields: {
    StaffMemberInvited: ['login', 'name', 'oneTimePasswordHash'],
    StaffMemberChanged: ['name'],
    EnrolmentStarted: ['passwordHash', 'totpSecret'],
    PasswordChanged: ['passwordHash'],
    CredentialsReset: ['oneTimePasswordHash'],
    AdministratorRecovered: ['login', 'name', 'oneTimePasswordHash'],
  },
} as const satisfies PersonalData<StaffMemberEvent>;

export type StoredStaffMemberEvent = AsStored<StaffMemberEvent, typeof personalData>;
