import type { Recorded } from '@ekey/kernel';
import { answerOf, recorded } from '@ekey/kernel/testing';
import type { RenewalEvent } from '../renewal/renewal.events';
import {
  confirmed,
  ended,
  now,
  papers,
  proved,
  reasons,
  remark,
  renewalId,
  returned,
} from '../testing/renewal.examples';
import { published, SIGNING, validity } from '../testing/terms';
import { renewals } from './renewals.view';

const log = (...facts: readonly RenewalEvent[]): readonly Recorded[] =>
  facts.map((fact, revision) => recorded(fact, { stream: `renewal.Renewal-${renewalId}`, revision }));
const due = (round: number) =>
  published(
    'review.DueDateSet.v1',
    {
      ...{ caseId: renewalId, kind: 'renewal', round, stage: 'renewal-review', startedAt: now },
      ...{ dueAt: now, dueOn: '2027-01-25', provisional: false },
    },
    `review.Review-${renewalId}`,
  );

describe('what is shown of a renewal beside its state', () => {
  it('is by when its review is due, in the round under way', () => {
    expect(answerOf(renewals, renewalId, [...log(...papers, confirmed), due(1)])).toMatchObject({
      ...{ renewalId, serial: SIGNING, notAfter: validity.notAfter, submitted: true, round: 1, over: false },
      due: { round: 1, dueOn: '2027-01-25', breached: false },
    });
    expect(answerOf(renewals, renewalId, [...log(...papers), due(1)])).toMatchObject({ due: null });
  });
  it('is every remark that it came back with, sealed as it is', () =>
    expect(answerOf(renewals, renewalId, log(...papers, confirmed, returned))).toMatchObject({
      remarks: [{ round: 1, reasons, remark, at: now }],
    }));
  it('is that it is over, with success or otherwise: nothing of it can expire any more', () => {
    for (const fact of [proved, ended('withdrawn')]) {
      const answer = answerOf(renewals, renewalId, log(...papers, confirmed, fact));
      expect(answer).toMatchObject({ over: true });
      expect(renewals.indexes['endsAt']?.(answer!)).toBeNull();
    }
    expect(renewals.indexes['endsAt']?.(answerOf(renewals, renewalId, log(...papers))!)).toBe(validity.notAfter);
  });
  it('is nothing without its beginning', () => expect(answerOf(renewals, renewalId, [due(1)])).toBeNull());
});
