import { ofAccount } from '../testing/delivered';
import { whenInvitationAcceptedThenRecordUser } from './when-invitation-accepted-then-record-user.policy';

const now = '2026-03-02T01:00:00.000Z';
const uscc = '91350100M000100Y43';

describe('when an invitation is accepted then record the user', () => {
  it('lets the enterprise know its new user', () => {
    const accepted = ofAccount(
      {
        type: 'InvitationAccepted',
        data: {
          loginName: 'li.na',
          passwordHash: '$argon2id$',
          userName: '李娜',
          mail: 'li@example.com',
          accountId: 'user-1',
          uscc,
          invitationId: 'i1',
          requestId: 'q1',
          acceptedAt: now,
        },
      },
      'user-1',
      { recordedAt: now },
    );
    expect(whenInvitationAcceptedThenRecordUser.react(accepted)).toEqual([
      { id: uscc, command: { type: 'RecordUserJoined', data: { invitationId: 'i1', accountId: 'user-1', now } } },
    ]);
  });
});
