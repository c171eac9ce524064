import { CASE, remark } from '../testing/letters';
import { published } from '../testing/published';
import { whenFinalReviewFailedThenMailWhatIsMissing as policy } from './when-final-review-failed-then-mail-what-is-missing.policy';

describe('when the final review fails', () => {
  it('then every reason is mailed, and whether another visit helps', () => {
    const reasons = [{ code: 'T01', target: 'business-licence' as const }];
    const failed = published('issuance.FinalReviewFailed.v1', {
      ...{ caseId: CASE, kind: 'first', uscc: '91110101MA0000007T', attempt: 1, tokenSerial: 'TK0000000042' },
      ...{ reasons, correctable: true, remark, decidedAt: '2026-03-18T01:00:00.000Z' },
    });
    const [target, ...others] = policy.react(failed);
    expect(others).toEqual([]);
    expect(target?.command.data).toMatchObject({
      letter: { caseId: CASE, purpose: 'final-review-failed', parameters: { reasons, correctable: true, remark } },
    });
  });
});
