import { noticeIdFor } from '../notice/notice-id';
import { CASE, mailTo } from '../testing/letters';
import { published } from '../testing/published';
import { whenActivationRequestedThenMailTheActivationLink as policy } from './when-activation-requested-then-mail-the-activation-link.policy';

const first = '7a6b5c4d-3e2f-4a1b-9c8d-7e6f5a4b3c05';
const second = '8b7c6d5e-4f3a-4b2c-8d9e-6f5a4b3c2d07';
const nameCn = '北京示例进出口有限公司';
const [requestedAt, expiresAt] = ['2026-03-10T01:00:00.000Z', '2026-03-24T01:00:00.000Z'];
const requested = (requestId: string, again: boolean) =>
  published('intake.ActivationRequested.v1', {
    ...{ caseId: CASE, kind: 'first', uscc: '91110101MA0000007T', nameCn },
    ...{ again, requestId, mailTo, requestedAt, expiresAt },
  });

describe('when the activation is requested', () => {
  it('then the activation link is mailed, with its term counted from the request', () => {
    const [target] = policy.react(requested(first, false));
    expect(target?.id).toBe(noticeIdFor(first, 'activation'));
    expect(target?.command.data).toMatchObject({
      letter: {
        ...{ caseId: CASE, address: { mailTo, statedAt: requestedAt }, purpose: 'activation' },
        parameters: { nameCn, again: false, expiresAt },
      },
    });
  });
  it('then to the address as of when it was stated, and to that of the renewal that brings it about', () => {
    const renewalId = '6f0c2f5e-9f5b-4a5c-8f43-3c1f5a8f7b21';
    const mailStatedAt = '2025-02-20T01:00:00.000Z';
    const { type, data } = requested(first, true);
    const fact = published(type, { ...data, mailStatedAt, renewalId });
    expect(policy.react(fact)[0]?.command.data).toMatchObject({
      letter: { caseId: CASE, renewalId, address: { mailTo, statedAt: mailStatedAt } },
    });
  });
  it('then each further request gets a mail and a link of its own', () =>
    expect(policy.react(requested(second, true))[0]?.id).not.toBe(policy.react(requested(first, false))[0]?.id));
});
