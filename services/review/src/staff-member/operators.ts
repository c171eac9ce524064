import type { Assignment } from './roles';
import type { StaffMemberState } from './staff-member.state';

/** Somebody who is to work a machine, as he is known at the moment. */
export interface Operator {
  readonly id: string;
  /** `null` where no person with access has this id. */
  readonly assignment: Assignment | null;
}

export const operatorOf = (id: string, state: StaffMemberState): Operator => ({
  id,
  assignment: state.status === 'person' && state.active ? state.assignment : null,
});

/** A machine lends nobody a right: who works it has all its roles himself, in the organisation where it stands. */
export const mayOperate = (machine: Assignment, { assignment }: Operator): boolean =>
  assignment !== null &&
  assignment.organisationId === machine.organisationId &&
  machine.roles.every((role) => assignment.roles.includes(role));
