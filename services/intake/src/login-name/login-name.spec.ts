import { scenarios } from '@ekey/kernel/testing';
import type { LoginNameCommand } from './login-name.commands';
import { loginName } from './login-name.decider';
import type { LoginNameEvent } from './login-name.events';

const { given } = scenarios(loginName);

const claim = (
  accountId: string,
  brokenOff: string | null = null,
  now = '2026-03-02T01:10:00.000Z',
): LoginNameCommand => ({ type: 'ClaimLoginName', data: { accountId, brokenOff, now } });
const claimed: LoginNameEvent = {
  type: 'LoginNameClaimed',
  data: { accountId: 'zhang', claimedAt: '2026-03-02T01:00:00.000Z' },
};

describe('claiming a login name', () => {
  it('gives a free name to the first who asks', () =>
    given()
      .when(claim('zhang', null, '2026-03-02T01:00:00.000Z'))
      .then(claimed));
  it('is no news to the account that has it', () => given(claimed).when(claim('zhang')).thenNothing());
  it('is refused to any other account', () => given(claimed).when(claim('li')).thenRejected('LoginNameTaken'));
  it('takes over what a registration that was broken off has left behind, ten minutes later', () => {
    const taken = {
      type: 'LoginNameClaimed',
      data: { accountId: 'li', claimedAt: '2026-03-02T01:10:00.000Z' },
    } as const;
    given(claimed).when(claim('li', 'zhang')).then(taken);
    given(claimed)
      .when(claim('li', 'zhang', '2026-03-02T01:09:59.999Z'))
      .thenRejected('LoginNameTaken');
    given(claimed, taken)
      .when(claim('wang', 'zhang', '2026-03-02T02:00:00.000Z'))
      .thenRejected('LoginNameTaken');
  });
});
