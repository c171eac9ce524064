import { noticeIdFor } from '../notice/notice-id';
import { ACCOUNT, sealedFor } from '../testing/letters';
import { published } from '../testing/published';
import { whenUserInvitedThenMailTheInvitation as policy } from './when-user-invited-then-mail-the-invitation.policy';

const requestId = '7a6b5c4d-3e2f-4a1b-9c8d-7e6f5a4b3c05';
const invitationId = '1c2d3e4f-5a6b-4c7d-8e9f-0a1b2c3d4e06';
const mailTo = sealedFor(`account:${ACCOUNT}`, 'colleague@enterprise.example');
const [requestedAt, expiresAt] = ['2026-03-02T01:00:00.000Z', '2026-03-09T01:00:00.000Z'];
const nameCn = '北京示例进出口有限公司';

describe('when a user is invited', () => {
  it('then the invitation of the enterprise is mailed to the invited address', () => {
    const data = {
      accountId: ACCOUNT,
      invitationId,
      uscc: '91110101MA0000007T',
      nameCn,
      requestId,
      mailTo,
      requestedAt,
      expiresAt,
    };
    const [target, ...others] = policy.react(published('intake.UserInvited.v1', data));
    expect(others).toEqual([]);
    expect(target?.id).toBe(noticeIdFor(requestId, 'user-invitation'));
    expect(target?.command.data).toMatchObject({
      letter: {
        ...{ accountId: ACCOUNT, address: { mailTo, statedAt: requestedAt }, purpose: 'user-invitation' },
        parameters: { invitationId, nameCn, expiresAt },
      },
    });
  });
});
