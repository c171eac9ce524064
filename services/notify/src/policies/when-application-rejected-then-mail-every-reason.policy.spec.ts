import { noticeIdFor } from '../notice/notice-id';
import { CASE, FACT, remark } from '../testing/letters';
import { published } from '../testing/published';
import { whenApplicationRejectedThenMailEveryReason as policy } from './when-application-rejected-then-mail-every-reason.policy';

const reasons = [
  { code: 'G04', target: 'seal-confirmation' as const },
  { code: 'A08', target: 'form' as const, field: 'agent.email' },
];

describe('when an application is rejected', () => {
  it('then every reason is mailed, and the remark sealed as it came', () => {
    const rejected = published('review.ApplicationRejected.v1', {
      ...{ caseId: CASE, kind: 'first', round: 1, uscc: '91110101MA0000007T', agencyId: 'agency', officer: 'officer' },
      ...{ decidedAt: '2026-03-03T01:00:00.000Z', stage: 're-verification', reasons, remark },
    });
    const [target, ...others] = policy.react(rejected);
    expect(others).toEqual([]);
    expect(target?.id).toBe(noticeIdFor(FACT, 'application-rejected'));
    expect(target?.command.data).toMatchObject({
      letter: { caseId: CASE, address: null, parameters: { stage: 're-verification', reasons, remark } },
    });
  });
});
