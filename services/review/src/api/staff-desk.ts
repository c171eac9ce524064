import { Injectable } from '@nestjs/common';
import { Commands, stored, type HttpIntent } from '@ekey/platform';
import type { StaffMemberCommand } from '../staff-member/staff-member.commands';
import { HandleStaffMember } from '../staff-member/staff-member.handler';
import { staffProblems } from './staff.problems';
import { StaffTokens } from './staff-tokens';

/** What the security administrator does to accounts, be they a person's or a machine's. */
@Injectable()
export class StaffDesk {
  constructor(
    private readonly commands: Commands,
    private readonly tokens: StaffTokens,
  ) {}

  about(accountId: string, { caller, now }: HttpIntent) {
    return { accountId, by: caller.id, now };
  }

  send(accountId: string, command: StaffMemberCommand, intent: HttpIntent, sent: unknown = {}) {
    return this.commands.send(HandleStaffMember, accountId, command, intent.envelope({ sent }), staffProblems);
  }

  async deactivate(accountId: string, intent: HttpIntent) {
    const command = { type: 'WithdrawAccess', data: this.about(accountId, intent) } as const;
    const outcome = await this.send(accountId, command, intent);
    await this.tokens.endAll(accountId);
    return stored(outcome);
  }

  async activate(accountId: string, intent: HttpIntent) {
    return stored(await this.send(accountId, { type: 'RestoreAccess', data: this.about(accountId, intent) }, intent));
  }
}
