import { publishedFacts } from '@ekey/contracts';
import { recorded } from '@ekey/kernel/testing';
import { whenContactChangeWithdrawnThenCloseReview as policy } from './when-contact-change-withdrawn-then-close-review.policy';

const caseId = '6f0c2f5e-9f5b-4a5c-8f43-3c1f5a8f7b21';
const uscc = '91310000MA1FL4QT9X';
const withdrawnAt = '2027-01-20T02:00:00.000Z';

it('a change of contact data that was withdrawn is reviewed no further', () => {
  const type = 'intake.ContactChangeWithdrawn.v1' as const;
  const data = publishedFacts[type].parse({ caseId, kind: 'contact', uscc, number: 'EK26000001', withdrawnAt });
  expect(policy.react(recorded({ type, data }, { stream: `intake.ContactChanges-${uscc}` }))).toEqual([
    { id: caseId, command: { type: 'CloseReview', data: { ground: 'withdrawn', closedAt: withdrawnAt } } },
  ]);
});
