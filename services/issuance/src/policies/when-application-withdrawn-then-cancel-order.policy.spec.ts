import { recorded } from '@ekey/kernel/testing';
import { whenApplicationWithdrawnThenCancelOrder as policy } from './when-application-withdrawn-then-cancel-order.policy';

const withdrawn = (ground: 'applicant' | 'slot-released') =>
  recorded(
    {
      type: 'intake.ApplicationWithdrawn.v1' as const,
      data: { caseId: 'case-1', kind: 'first' as const, uscc: 'X', ground, withdrawnAt: '2026-03-01T01:00:00.000Z' },
    },
    { stream: 'intake.KeyApplication-case-1' },
  );

it.each([
  ['applicant', 'withdrawn'],
  ['slot-released', 'slot-released'],
] as const)('a withdrawal (%s) cancels the order, known or not', (ground, said) =>
  expect(policy.react(withdrawn(ground))).toEqual([
    { id: 'case-1', command: { type: 'CancelOrder', data: { ground: said, now: '2026-03-02T01:00:00.000Z' } } },
  ]),
);
