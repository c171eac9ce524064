import { recorded } from '@ekey/kernel/testing';
import { caseId, remark } from '../key-application/key-application.examples';
import { whenContactReviewDecidesThenRecordItsVerdict as policy } from './when-contact-review-decides-then-record-its-verdict.policy';

const uscc = '91310000MA1FL4QT9X';
const now = '2026-03-10T02:00:00.000Z';
const verdict = { caseId, kind: 'contact', uscc, round: 2, agencyId: 'shanghai', officer: 'spr-1', decidedAt: now };
const told = (type: 'review.ApplicationReVerified.v1' | 'review.ApplicationRejected.v1', rest: object) =>
  recorded({ type, data: { ...verdict, ...rest } as never }, { stream: `review.Review-${caseId}` });
const reasons = [{ code: 'G06', target: 'form' as const }];

describe('a verdict on a change of contact data', () => {
  it('that passes it is recorded', () =>
    expect(policy.react(told('review.ApplicationReVerified.v1', {}))).toEqual([
      { id: uscc, command: { type: 'RecordContactApproval', data: { changeId: caseId, round: 2, now } } },
    ]));
  it('that rejects it returns it with every reason', () =>
    expect(policy.react(told('review.ApplicationRejected.v1', { stage: 'contact', reasons, remark }))).toEqual([
      {
        id: uscc,
        command: { type: 'ReturnContactChange', data: { changeId: caseId, round: 2, reasons, remark, now } },
      },
    ]));
  it('is told apart from that on an application', () =>
    expect(policy.react(told('review.ApplicationReVerified.v1', { kind: 'change' }))).toEqual([]));
});
