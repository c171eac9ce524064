import { Inject, Injectable } from '@nestjs/common';
import { Commands, VIEWS } from '@ekey/platform';
import type { ViewStore } from '@ekey/views';
import { mayOperate, operatorOf, type Operator } from '../staff-member/operators';
import { HandleStaffMember } from '../staff-member/staff-member.handler';
import type { Machine, StaffMemberState } from '../staff-member/staff-member.state';
import { staff } from '../views/staff.view';

const PAGE = 100;

/** Who works a machine, read from their own streams: no right is given on a view. */
@Injectable()
export class Crews {
  constructor(
    private readonly commands: Commands,
    @Inject(VIEWS) private readonly views: ViewStore,
  ) {}

  /** They, as they are at this moment. */
  of(ids: readonly string[]): Promise<readonly Operator[]> {
    return Promise.all(ids.map((id) => this.operator(id)));
  }

  /** @returns those whom the machine was given and who have not since lost what it takes. */
  async fit({ operators, assignment }: Machine): Promise<readonly string[]> {
    const known = await this.of(operators);
    return known.filter((operator) => mayOperate(assignment, operator)).map(({ id }) => id);
  }

  /** @returns the machines that somebody may work. */
  async machinesOf(operator: string): Promise<readonly string[]> {
    const found: string[] = [];
    let after: string | undefined;
    do {
      const where = { kind: 'machine' };
      const page = await this.views.find(staff, { where, limit: PAGE, ...(after !== undefined && { after }) });
      for (const { staffId, operators } of page.items) if (operators.includes(operator)) found.push(staffId);
      after = page.next;
    } while (after !== undefined);
    return found;
  }

  private async operator(id: string): Promise<Operator> {
    return operatorOf(id, (await this.commands.ask(HandleStaffMember, id)).state as StaffMemberState);
  }
}
