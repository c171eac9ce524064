import { noticeIdFor } from '../notice/notice-id';
import { ACCOUNT, FACT, sealedFor } from '../testing/letters';
import { published } from '../testing/published';
import { whenAddressConfirmationRequestedThenMailTheLink as policy } from './when-address-confirmation-requested-then-mail-the-link.policy';

const requestId = '7a6b5c4d-3e2f-4a1b-9c8d-7e6f5a4b3c05';
const mailTo = sealedFor(`account:${ACCOUNT}`, 'founder@enterprise.example');
const [requestedAt, expiresAt] = ['2026-03-02T01:00:00.000Z', '2026-03-03T01:00:00.000Z'];
const requested = published('intake.AddressConfirmationRequested.v1', {
  ...{ accountId: ACCOUNT, requestId, mailTo, requestedAt, expiresAt },
});

describe('when the confirmation of an address is requested', () => {
  it('then the link is mailed to that address, still sealed', () => {
    const noticeId = noticeIdFor(requestId, 'address-confirmation');
    expect(policy.react(requested)).toEqual([
      {
        id: noticeId,
        command: {
          type: 'QueueNotice',
          data: {
            letter: {
              ...{ noticeId, accountId: ACCOUNT, address: { mailTo, statedAt: requestedAt }, language: 'zh-CN' },
              ...{
                templateVersion: 1,
                causingFactId: FACT,
                purpose: 'address-confirmation',
                parameters: { expiresAt },
              },
            },
            now: requested.meta.recordedAt,
          },
        },
      },
    ]);
  });
  it('then the notice is named by the request, and so the same for a second delivery of the fact', () => {
    const again = { ...requested, meta: { ...requested.meta, id: 'another-delivery' } };
    expect(policy.react(again)[0]?.id).toBe(policy.react(requested)[0]?.id);
  });
});
