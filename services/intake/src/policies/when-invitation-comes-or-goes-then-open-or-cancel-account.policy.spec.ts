import { ofEnterprise } from '../testing/delivered';
import { whenInvitationComesOrGoesThenOpenOrCancelAccount } from './when-invitation-comes-or-goes-then-open-or-cancel-account.policy';

const now = '2026-03-02T01:00:00.000Z';
const uscc = '91350100M000100Y43';
const terms = { uscc, nameCn: '福州样本', invitationId: 'i1', requestId: 'q1', expiresAt: '2026-03-09T01:00:00.000Z' };

describe('when an invitation comes or goes then open or cancel the account', () => {
  it('opens an account that keeps the address as it was sealed', () => {
    const invited = ofEnterprise(
      {
        type: 'UserInvited',
        data: { ...terms, accountId: 'user-1', mailTo: 'li@example.com', requestedAt: now },
      },
      uscc,
    );
    const mail = { $sealed: 'cipher', owner: 'account:user-1', field: 'mailTo' };
    expect(whenInvitationComesOrGoesThenOpenOrCancelAccount.react(invited)).toEqual([
      { id: 'user-1', command: { type: 'OpenInvitedAccount', data: { ...terms, mail, now } } },
    ]);
  });
  it('cancels it where the invitation is taken back', () => {
    const revoked = ofEnterprise(
      { type: 'InvitationRevoked', data: { invitationId: 'i1', accountId: 'user-1', revokedAt: now } },
      uscc,
      { recordedAt: now },
    );
    expect(whenInvitationComesOrGoesThenOpenOrCancelAccount.react(revoked)).toEqual([
      { id: 'user-1', command: { type: 'CancelInvitation', data: { now } } },
    ]);
  });
});
