import { publishedFacts } from '@ekey/contracts';
import { recorded } from '@ekey/kernel/testing';
import { whenContactChangeEndedThenCloseReview as policy } from './when-contact-change-ended-then-close-review.policy';

const caseId = '6f0c2f5e-9f5b-4a5c-8f43-3c1f5a8f7b21';
const uscc = '91310000MA1FL4QT9X';
const closedAt = '2027-01-20T02:00:00.000Z';
const change = { caseId, kind: 'contact', uscc, number: 'EK26000001' };
const meta = { stream: `intake.ContactChanges-${uscc}` };

describe('a change of contact data', () => {
  it('that was withdrawn is reviewed no further', () => {
    const type = 'intake.ContactChangeWithdrawn.v1' as const;
    const data = publishedFacts[type].parse({ ...change, withdrawnAt: closedAt });
    expect(policy.react(recorded({ type, data }, meta))).toEqual([
      { id: caseId, command: { type: 'CloseReview', data: { ground: 'withdrawn', closedAt } } },
    ]);
  });

  it('that has expired is no longer awaited by its review', () => {
    const type = 'intake.ContactChangeExpired.v1' as const;
    const data = publishedFacts[type].parse({ ...change, expiredAt: closedAt });
    expect(policy.react(recorded({ type, data }, meta))).toEqual([
      { id: caseId, command: { type: 'CloseReview', data: { ground: 'expired', closedAt } } },
    ]);
  });
});
