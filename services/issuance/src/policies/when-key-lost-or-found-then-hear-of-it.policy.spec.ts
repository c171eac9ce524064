import { recorded } from '@ekey/kernel/testing';
import { whenKeyLostOrFoundThenHearOfIt as policy } from './when-key-lost-or-found-then-hear-of-it.policy';

const at = '2026-12-20T02:00:00.000Z';
const meta = { stream: 'intake.KeyApplication-case-1', recordedAt: at };
const of = { caseId: 'case-1', kind: 'first', uscc: '91440300MA5EXAMPLE', tokenSerial: 'EK1' } as const;

describe('when a key is lost or found', () => {
  it('a loss that the enterprise reports is heard by the token that it names', () =>
    expect(
      policy.react(recorded({ type: 'intake.KeyLossReported.v1', data: { ...of, reportedAt: at } }, meta)),
    ).toEqual([{ id: 'EK1', command: { type: 'ReportLoss', data: { uscc: of.uscc, reportedAt: at, now: at } } }]));
  it('that it was found again is heard by the same token', () =>
    expect(
      policy.react(recorded({ type: 'intake.KeyLossTakenBack.v1', data: { ...of, takenBackAt: at } }, meta)),
    ).toEqual([{ id: 'EK1', command: { type: 'TakeBackLoss', data: { uscc: of.uscc, now: at } } }]));
});
