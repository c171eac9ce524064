import { Injectable } from '@nestjs/common';
import { Commands, personOf, unauthenticated, type Caller } from '@ekey/platform';
import type { Officer } from '../review/review.commands';
import { staffRoles, type StaffRole } from '../staff-member/roles';
import { HandleStaffMember } from '../staff-member/staff-member.handler';
import type { StaffMemberState } from '../staff-member/staff-member.state';

const isStaffRole = (role: string): role is StaffRole => (staffRoles as readonly string[]).includes(role);

/** Members of staff as they are at this moment, not as they were when their token was issued. */
@Injectable()
export class Officers {
  constructor(private readonly commands: Commands) {}

  /** @throws unauthenticated where the account has lost its access since the log-in. */
  async acting(caller: Caller): Promise<Officer> {
    const state = await this.state(personOf(caller));
    if (state.status === 'person' && !state.active) throw unauthenticated();
    if (state.status === 'person') return { id: personOf(caller), ...state.assignment };
    // Whom an outside identity provider has logged in is what the token says.
    return {
      id: personOf(caller),
      organisationId: caller.organisationId ?? null,
      roles: caller.roles.filter(isStaffRole),
    };
  }

  /** @returns the member of staff, or `null` where there is none who could be given work. */
  async named(id: string): Promise<Officer | null> {
    const state = await this.state(id);
    return state.status === 'person' && state.active ? { id, ...state.assignment } : null;
  }

  private async state(id: string): Promise<StaffMemberState> {
    return (await this.commands.ask(HandleStaffMember, id)).state as StaffMemberState;
  }
}
