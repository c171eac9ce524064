import { answerOf, scenarios } from '@ekey/kernel/testing';
import { review } from '../review/review.decider';
import {
  after,
  atProvider,
  caseId,
  daysAfter,
  defect,
  delivered,
  dueOnWednesday,
  open,
  rejectedFor,
  submission,
} from '../review/review.examples';
import type { ReviewEvent } from '../review/review.events';
import { deadlines } from './deadlines.view';

const { given } = scenarios(review);
const running = (facts: readonly ReviewEvent[]) => answerOf(deadlines, caseId, delivered(facts));
const checked = (facts: readonly ReviewEvent[], now: string) => [
  ...facts,
  ...given(...facts)
    .when({ type: 'CheckDeadline', data: { now } })
    .facts(),
];

describe('the running clocks', () => {
  it('want attention at the first warning', () =>
    expect(running(after(open))).toEqual({
      caseId,
      round: 1,
      stage: 'pre-verification',
      dueAt: '2026-03-04T16:00:00.000Z',
      nextAt: '2026-03-03T16:00:00.000Z',
      startYear: 2026,
      startEdition: 0,
      dueYear: 2026,
      dueEdition: 0,
    }));

  it('then at the second, then at the due moment, then no more', () => {
    const half = checked(atProvider(), '2026-03-05T04:00:00.000Z');
    expect(running(half)).toMatchObject({ nextAt: '2026-03-08T16:00:00.000Z' });
    const last = checked(half, '2026-03-08T16:00:00.000Z');
    expect(running(last)).toMatchObject({ nextAt: '2026-03-09T16:00:00.000Z' });
    expect(running(checked(last, '2026-03-09T16:00:00.000Z'))).toMatchObject({ nextAt: null });
  });

  it('know the years they were counted by', () => {
    const submittedAt = '2026-12-31T02:00:00.000Z';
    const facts = after({ type: 'OpenReview', data: { round: 1, ...submission, submittedAt } });
    expect(running(facts)).toMatchObject({ startYear: 2026, startEdition: 0, dueYear: 2027, dueEdition: -1 });
  });

  it('start anew when restated to a later day, and stay breached when not', () => {
    const late = checked(checked(after(open), daysAfter(2)), daysAfter(3));
    const restated = { ...dueOnWednesday, data: { ...dueOnWednesday.data, restated: true } };
    expect(running([...late, restated])).toMatchObject({ nextAt: null });
    const warnings = [{ at: '2026-03-10T16:00:00.000Z', grounds: ['oneDayBefore'] as const }];
    const later = { ...restated, data: { ...restated.data, dueAt: '2026-03-11T16:00:00.000Z', warnings } };
    expect(running([...late, later])).toMatchObject({ nextAt: '2026-03-10T16:00:00.000Z' });
  });

  it('end with the rejection, the refusal, the approval and the withdrawal', () => {
    expect(running(rejectedFor(defect('form', 'A06')))).toBeNull();
    expect(
      running([...after(open), { type: 'ReviewClosed', data: { ground: 'expired', closedAt: daysAfter(1) } }]),
    ).toBeNull();
  });
});
