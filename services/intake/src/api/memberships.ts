import { Injectable } from '@nestjs/common';
import { checkUsccShape } from '@ekey/identifiers';
import type { Caller } from '@ekey/platform';
import { actedFor } from '../enterprise/enterprise.decider';
import type { ApplicationsQuery } from './applications.requests';
import { checkedFields } from './checked-fields';
import { Enterprises } from './enterprises';
import { UserAccounts } from './user-accounts';

/** Which applications a user may list. */
export interface Listed {
  /** As conditions on the view of applications. */
  readonly where: Readonly<Record<string, string | { readonly in: readonly string[] }>>;
  /** The enterprise for which he acts no more: what he has begun for it is not among them. */
  readonly besides: string | null;
}

@Injectable()
export class Memberships {
  constructor(
    private readonly enterprises: Enterprises,
    private readonly users: UserAccounts,
  ) {}

  /**
   * What the user has started; or all of an enterprise that he acts for, where none is named of the one that invited him.
   * @throws Problem InvalidRequest for a code that is none
   */
  async whose({ id }: Caller, { of, uscc }: Pick<ApplicationsQuery, 'of' | 'uscc'>): Promise<Listed> {
    const named = uscc === undefined ? null : checkedFields({ uscc: checkUsccShape(uscc) }).uscc;
    const { invitedBy } = (await this.users.current(id)).account;
    const besides = invitedBy !== null && (await this.enterprises.isOfOthers(invitedBy, id)) ? invitedBy : null;
    const code = named ?? invitedBy;
    const enterprise = of === 'me' || code === null ? null : await this.enterprises.of(code, id);
    const own = { account: id, ...(named !== null && { uscc: named }) };
    const where = enterprise === null ? own : { account: { in: actedFor(enterprise) }, uscc: enterprise.uscc };
    return { where, besides };
  }
}
