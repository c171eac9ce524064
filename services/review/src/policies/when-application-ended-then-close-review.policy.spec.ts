import { recorded } from '@ekey/kernel/testing';
import { caseId, monday } from '../review/review.examples';
import { whenApplicationEndedThenCloseReview } from './when-application-ended-then-close-review.policy';

const { react } = whenApplicationEndedThenCloseReview;
const meta = { stream: `intake.KeyApplication-${caseId}` };
const which = { caseId, kind: 'first', uscc: '91310000MA1FL0000X' } as const;

describe('an application that ends', () => {
  it('by withdrawal closes its review', () => {
    const data = { ...which, ground: 'slot-released' as const, withdrawnAt: monday };
    expect(react(recorded({ type: 'intake.ApplicationWithdrawn.v1', data }, meta))).toEqual([
      { id: caseId, command: { type: 'CloseReview', data: { ground: 'withdrawn', closedAt: monday } } },
    ]);
  });

  it('by expiry closes its review', () => {
    const data = { ...which, expiredAt: monday };
    expect(react(recorded({ type: 'intake.ApplicationExpired.v1', data }, meta))).toEqual([
      { id: caseId, command: { type: 'CloseReview', data: { ground: 'expired', closedAt: monday } } },
    ]);
  });
});
