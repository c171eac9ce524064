import { noticeIdFor } from '../notice/notice-id';
import { ACCOUNT, sealedFor } from '../testing/letters';
import { published } from '../testing/published';
import { whenPasswordResetRequestedThenMailTheLink as policy } from './when-password-reset-requested-then-mail-the-link.policy';

const requestId = '7a6b5c4d-3e2f-4a1b-9c8d-7e6f5a4b3c05';
const mailTo = sealedFor(`account:${ACCOUNT}`, 'founder@enterprise.example');
const [requestedAt, expiresAt] = ['2026-03-02T01:00:00.000Z', '2026-03-02T02:00:00.000Z'];

describe('when the reset of a password is requested', () => {
  it('then the link is mailed to the address of the account', () => {
    const data = { accountId: ACCOUNT, requestId, mailTo, requestedAt, expiresAt };
    const [target, ...others] = policy.react(published('intake.PasswordResetRequested.v1', data));
    expect(others).toEqual([]);
    expect(target?.id).toBe(noticeIdFor(requestId, 'password-reset'));
    expect(target?.command.data).toMatchObject({
      letter: {
        accountId: ACCOUNT,
        address: { mailTo, statedAt: requestedAt },
        purpose: 'password-reset',
        parameters: { expiresAt },
      },
    });
  });
});
