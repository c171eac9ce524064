import { Injectable } from '@nestjs/common';
import { Commands, notFound, type Caller } from '@ekey/platform';
import { actedFor, actsFor } from '../enterprise/enterprise.decider';
import { HandleEnterprise } from '../enterprise/enterprise.handler';
import type { BoundEnterprise, EnterpriseState } from '../enterprise/enterprise.state';

/** Who acts for an enterprise, as the log has it now. */
@Injectable()
export class Enterprises {
  constructor(private readonly commands: Commands) {}

  /** @throws notFound for everybody who does not act for it, as for one that nobody acts for */
  async find(uscc: string, caller: Caller): Promise<{ enterprise: BoundEnterprise; revision: number }> {
    const { state, revision } = await this.load(uscc);
    if (state.status !== 'bound' || !actsFor(state, caller.id)) throw notFound();
    return { enterprise: state, revision };
  }

  /** @returns `null` where this account does not act for it */
  async of(uscc: string, accountId: string): Promise<BoundEnterprise | null> {
    const { state } = await this.load(uscc);
    return state.status === 'bound' && actsFor(state, accountId) ? state : null;
  }

  /** @returns the enterprise to which a case belongs that this account has begun for it; `null` where it is the account's own */
  async ownerOf(uscc: string, accountId: string): Promise<BoundEnterprise | null> {
    const { state } = await this.load(uscc);
    return state.status === 'bound' && actedFor(state).includes(accountId) ? state : null;
  }

  /** Whether others act for it, and this account does not. */
  async isOfOthers(uscc: string, accountId: string): Promise<boolean> {
    const { state } = await this.load(uscc);
    return state.status === 'bound' && !actsFor(state, accountId);
  }

  private async load(uscc: string): Promise<{ state: EnterpriseState; revision: number }> {
    const { state, revision } = await this.commands.ask(HandleEnterprise, uscc);
    return { state: state as EnterpriseState, revision };
  }
}
