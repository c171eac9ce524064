import { recorded } from '@ekey/kernel/testing';
import { whenKeyLossReportedThenHearOfIt as policy } from './when-key-loss-reported-then-hear-of-it.policy';

it('a loss that the enterprise reports is heard by the token that it names', () => {
  const reportedAt = '2026-12-20T02:00:00.000Z';
  const data = { caseId: 'case-1', kind: 'first', uscc: '91440300MA5EXAMPLE', tokenSerial: 'EK1', reportedAt } as const;
  const meta = { stream: 'intake.KeyApplication-case-1', recordedAt: reportedAt };
  expect(policy.react(recorded({ type: 'intake.KeyLossReported.v1', data }, meta))).toEqual([
    { id: 'EK1', command: { type: 'ReportLoss', data: { uscc: data.uscc, reportedAt, now: reportedAt } } },
  ]);
});
