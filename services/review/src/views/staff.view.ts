import { streamIdOf, viewPart, type Sealed, type View } from '@ekey/kernel';
import type { Assignment } from '../staff-member/roles';
import type { StoredStaffMemberEvent } from '../staff-member/staff-member.events';

/** An account of staff; a person's name and login stand sealed. */
export interface StaffEntry extends Assignment {
  readonly staffId: string;
  readonly kind: 'person' | 'machine';
  readonly active: boolean;
  readonly login: Sealed | null;
  readonly name: Sealed | null;
  /** A machine's name. */
  readonly label: string | null;
  /** The people who may work a machine. */
  readonly operators: readonly string[];
  readonly enrolled: boolean;
}

type Entry = Omit<StaffEntry, 'staffId'>;

const assignmentOf = ({ organisationId, roles, pickupPointIds }: Assignment): Assignment => ({
  organisationId,
  roles,
  pickupPointIds,
});

const person = { label: null, operators: [], enrolled: false } as const;

/** The facts by which an account begins, and what they make of it. */
function begun(fact: StoredStaffMemberEvent, before: Entry | null): Entry | null {
  switch (fact.type) {
    case 'StaffMemberInvited': {
      const { login, name } = fact.data;
      return { kind: 'person', active: true, login, name, ...person, ...assignmentOf(fact.data) };
    }
    case 'AdministratorRecovered': {
      const { login, name } = fact.data;
      const assignment = { organisationId: null, roles: ['SEC'], pickupPointIds: [] } as const;
      return { kind: 'person', active: true, login, name, ...person, ...assignment };
    }
    case 'MachineRegistered':
    case 'MachineChanged': {
      const { label, operators } = fact.data;
      const active = before?.active ?? true;
      return {
        kind: 'machine',
        active,
        login: null,
        name: null,
        label,
        operators,
        enrolled: true,
        ...assignmentOf(fact.data),
      };
    }
    default:
      return null;
  }
}

function project(entry: Entry | null, fact: StoredStaffMemberEvent): Entry | null {
  const beginning = begun(fact, entry);
  if (beginning !== null || entry === null) return beginning;
  switch (fact.type) {
    case 'StaffMemberChanged':
      return { ...entry, name: fact.data.name, ...assignmentOf(fact.data) };
    case 'EnrolmentConfirmed':
      return { ...entry, enrolled: true };
    case 'CredentialsReset':
      return { ...entry, enrolled: false };
    case 'AccessWithdrawn':
      return { ...entry, active: false };
    case 'AccessRestored':
      return { ...entry, active: true };
    default:
      return entry;
  }
}

/** Who may do what, where, and who is enrolled? */
export const staff: View<{ entry: Entry }, StaffEntry> = {
  name: 'staff',
  version: 1,
  parts: {
    entry: viewPart<Entry, StoredStaffMemberEvent>({
      from: 'own',
      category: 'review.StaffMember',
      on: [
        'StaffMemberInvited',
        'AdministratorRecovered',
        'MachineRegistered',
        'MachineChanged',
        'StaffMemberChanged',
        'EnrolmentConfirmed',
        'CredentialsReset',
        'AccessWithdrawn',
        'AccessRestored',
      ],
      key: ({ meta }) => streamIdOf(meta.stream),
      project,
    }),
  },
  answer: ({ entry }, staffId) => (entry ? { staffId, ...entry } : null),
  indexes: { kind: ({ kind }) => kind, organisationId: ({ organisationId }) => organisationId },
};
