import type { Assignment } from './roles';
import type { MachineKey, StaffMemberEvent } from './staff-member.events';

/** How somebody can prove to be who he says. A hash is `null` once the key of its account is destroyed. */
export type Credentials =
  | { readonly stage: 'invited'; readonly oneTimePasswordHash: string | null; readonly expiresAt: string | null }
  | {
      readonly stage: 'enrolling';
      readonly oneTimePasswordHash: string | null;
      readonly expiresAt: string | null;
      readonly passwordHash: string | null;
      readonly totpSecret: string | null;
    }
  | { readonly stage: 'enrolled'; readonly passwordHash: string | null; readonly totpSecret: string | null };

export interface Person {
  readonly status: 'person';
  readonly active: boolean;
  readonly name: string | null;
  readonly login: string | null;
  readonly assignment: Assignment;
  readonly credentials: Credentials;
}

export interface Machine {
  readonly status: 'machine';
  readonly active: boolean;
  readonly label: string;
  readonly assignment: Assignment;
  readonly publicKey: MachineKey;
  readonly operators: readonly string[];
}

export type StaffMemberState = { readonly status: 'unknown' } | Person | Machine;

export const initial: StaffMemberState = { status: 'unknown' };

const assignmentOf = ({ organisationId, roles, pickupPointIds }: Assignment): Assignment => ({
  organisationId,
  roles,
  pickupPointIds,
});

type Invitation = Extract<StaffMemberEvent, { readonly data: { readonly oneTimePasswordHash: string | null } }>['data'];

const invited = ({ oneTimePasswordHash, expiresAt }: Invitation): Credentials => ({
  stage: 'invited',
  oneTimePasswordHash,
  expiresAt,
});

function confirmed(credentials: Credentials): Credentials {
  if (credentials.stage !== 'enrolling') return credentials;
  const { passwordHash, totpSecret } = credentials;
  return { stage: 'enrolled', passwordHash, totpSecret };
}

function started(credentials: Credentials, passwordHash: string | null, totpSecret: string | null): Credentials {
  if (credentials.stage === 'enrolled') return credentials;
  const { oneTimePasswordHash, expiresAt } = credentials;
  return { stage: 'enrolling', oneTimePasswordHash, expiresAt, passwordHash, totpSecret };
}

type OfPerson = Extract<
  StaffMemberEvent,
  {
    readonly type:
      'StaffMemberChanged' | 'EnrolmentStarted' | 'EnrolmentConfirmed' | 'PasswordChanged' | 'CredentialsReset';
  }
>;

function evolvePerson(person: Person, event: OfPerson): Person {
  const { credentials } = person;
  switch (event.type) {
    case 'StaffMemberChanged':
      return { ...person, name: event.data.name, assignment: assignmentOf(event.data) };
    case 'EnrolmentStarted':
      return { ...person, credentials: started(credentials, event.data.passwordHash, event.data.totpSecret) };
    case 'EnrolmentConfirmed':
      return { ...person, credentials: confirmed(credentials) };
    case 'PasswordChanged':
      return credentials.stage === 'enrolled'
        ? { ...person, credentials: { ...credentials, passwordHash: event.data.passwordHash } }
        : person;
    case 'CredentialsReset':
      return { ...person, credentials: invited(event.data) };
  }
}

const securityAdministrator: Assignment = { organisationId: null, roles: ['SEC'], pickupPointIds: [] };

export function evolve(state: StaffMemberState, event: StaffMemberEvent): StaffMemberState {
  switch (event.type) {
    case 'StaffMemberInvited': {
      const { login, name } = event.data;
      const assignment = assignmentOf(event.data);
      return { status: 'person', active: true, name, login, assignment, credentials: invited(event.data) };
    }
    case 'AdministratorRecovered': {
      const { login, name } = event.data;
      const credentials = invited(event.data);
      return { status: 'person', active: true, name, login, assignment: securityAdministrator, credentials };
    }
    case 'MachineRegistered':
    case 'MachineChanged': {
      const { label, publicKey, operators } = event.data;
      const active = state.status === 'machine' ? state.active : true;
      return { status: 'machine', active, label, publicKey, operators, assignment: assignmentOf(event.data) };
    }
    case 'AccessWithdrawn':
      return state.status === 'unknown' ? state : { ...state, active: false };
    case 'AccessRestored':
      return state.status === 'unknown' ? state : { ...state, active: true };
    case 'StaffMemberChanged':
    case 'EnrolmentStarted':
    case 'EnrolmentConfirmed':
    case 'PasswordChanged':
    case 'CredentialsReset':
      return state.status === 'person' ? evolvePerson(state, event) : state;
    default:
      event satisfies never;
      return state;
  }
}
