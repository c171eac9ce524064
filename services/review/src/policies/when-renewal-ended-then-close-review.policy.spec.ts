import { publishedFacts } from '@ekey/contracts';
import { recorded } from '@ekey/kernel/testing';
import { whenRenewalEndedThenCloseReview as policy } from './when-renewal-ended-then-close-review.policy';

const caseId = '6f0c2f5e-9f5b-4a5c-8f43-3c1f5a8f7b21';
const endedAt = '2027-03-20T02:00:00.000Z';

it.each([
  ['withdrawn', 'withdrawn'],
  ['converted', 'withdrawn'],
  ['expired', 'expired'],
] as const)('a renewal that ended (%s) is reviewed no further', (ground, told) => {
  const type = 'renewal.RenewalEnded.v1' as const;
  const about = { caseId, kind: 'renewal', uscc: '91310000MA1FL4QT9X', serial: '4A', ground, endedAt };
  const fact = recorded({ type, data: publishedFacts[type].parse(about) }, { stream: `renewal.Renewal-${caseId}` });
  expect(policy.react(fact)).toEqual([
    { id: caseId, command: { type: 'CloseReview', data: { ground: told, closedAt: endedAt } } },
  ]);
});
