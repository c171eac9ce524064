import { Injectable } from '@nestjs/common';
import type { Caller } from '@ekey/platform';
import { Enterprises } from './enterprises';
import { UserAccounts } from './user-accounts';

/** Whose applications a user may list. */
@Injectable()
export class Memberships {
  constructor(
    private readonly enterprises: Enterprises,
    private readonly users: UserAccounts,
  ) {}

  /** As conditions on the view of applications: what the user has started, or what the enterprise has that invited the user. */
  async whose({ id }: Caller, of: 'me' | 'enterprise'): Promise<Readonly<Record<string, string>>> {
    const { account } = await this.users.current(id);
    if (of === 'me' || account.invitedBy === null) return { account: id };
    const enterprise = await this.enterprises.of(account.invitedBy, id);
    return enterprise === null ? { account: id } : { account: enterprise.administrator, uscc: enterprise.uscc };
  }
}
