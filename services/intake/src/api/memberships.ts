import { Injectable } from '@nestjs/common';
import { Commands, type Caller } from '@ekey/platform';
import { actsFor } from '../enterprise/enterprise.decider';
import { HandleEnterprise } from '../enterprise/enterprise.handler';
import type { EnterpriseState } from '../enterprise/enterprise.state';
import { UserAccounts } from './user-accounts';

/** Whose applications a user may list. */
@Injectable()
export class Memberships {
  constructor(
    private readonly commands: Commands,
    private readonly users: UserAccounts,
  ) {}

  /** As conditions on the view of applications: what the user has started, or what the enterprise has that invited the user. */
  async whose({ id }: Caller, of: 'me' | 'enterprise'): Promise<Readonly<Record<string, string>>> {
    const { account } = await this.users.current(id);
    if (of === 'me' || account.invitedBy === null) return { account: id };
    const enterprise = (await this.commands.ask(HandleEnterprise, account.invitedBy)).state as EnterpriseState;
    if (enterprise.status !== 'bound' || !actsFor(enterprise, id)) return { account: id };
    return { account: enterprise.administrator, uscc: account.invitedBy };
  }
}
