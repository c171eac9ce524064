import { scenarios } from '@ekey/kernel/testing';
import type { LoginNameCommand } from './login-name.commands';
import { loginName } from './login-name.decider';
import type { LoginNameEvent } from './login-name.events';

const { given } = scenarios(loginName);

const claim = (accountId: string): LoginNameCommand => ({
  type: 'ClaimLoginName',
  data: { accountId, now: '2026-03-02T01:00:00.000Z' },
});
const claimed: LoginNameEvent = {
  type: 'LoginNameClaimed',
  data: { accountId: 'zhang', claimedAt: '2026-03-02T01:00:00.000Z' },
};

describe('claiming a login name', () => {
  it('gives a free name to the first who asks', () => given().when(claim('zhang')).then(claimed));
  it('is no news to the account that has it', () => given(claimed).when(claim('zhang')).thenNothing());
  it('is refused to any other account', () => given(claimed).when(claim('li')).thenRejected('LoginNameTaken'));
});
