import { answerOf } from '@ekey/kernel/testing';
import {
  after,
  allGood,
  atProviderClaimed,
  caseId,
  claim,
  daysAfter,
  defect,
  delivered,
  good,
  li,
  manager,
  minutesAfter,
  monday,
  open,
  rejectedFor,
  resubmission,
  submission,
  wang,
} from '../review/review.examples';
import type { GivenMark } from '../review/review.commands';
import type { ReviewEvent } from '../review/review.events';
import { scenarios } from '@ekey/kernel/testing';
import { review } from '../review/review.decider';
import { reviewQueue } from './review-queue.view';

const { given } = scenarios(review);
const task = (facts: readonly ReviewEvent[]) => answerOf(reviewQueue, caseId, delivered(facts));

describe('the review queue', () => {
  it('lists a submitted case at the authority’s desk, with its due date', () =>
    expect(task(after(open))).toEqual({
      caseId,
      queue: 'pre-verification',
      stage: 'pre-verification',
      kind: 'first',
      uscc: submission.uscc,
      nameCn: submission.nameCn,
      agencyId: submission.agencyId,
      formNumber: submission.formNumber,
      round: 1,
      submittedAt: monday,
      waitingSince: monday,
      claim: null,
      proposal: null,
      due: { dueAt: '2026-03-04T16:00:00.000Z', dueOn: '2026-03-04', provisional: false },
      atRisk: false,
      breached: false,
      marked: { ok: 0, defective: 0, of: 7 },
    }));

  it('shows who has taken it, and until when', () => {
    expect(task(after(open, claim(li, monday)))).toMatchObject({
      claim: { officer: 'li', leaseUntil: minutesAfter(30) },
    });
    const released = { type: 'ReleaseTask', data: { officer: li, now: minutesAfter(1) } } as const;
    expect(task(after(open, claim(li, monday), released))).toMatchObject({ claim: null });
  });

  it('shows how far it is marked, so that whoever goes on with it knows: the manager with an additional key, or a colleague', () => {
    const save = (...marks: readonly GivenMark[]) =>
      ({ type: 'SaveMarks', data: { officer: li, round: 1, marks, now: minutesAfter(12) } }) as const;
    const claimed = [open, claim(li, minutesAfter(10))] as const;
    expect(task(after(...claimed, save(...allGood)))).toMatchObject({ marked: { ok: 7, defective: 0, of: 7 } });
    const half = [...claimed, save(...good('form', 'business-licence'), defect('application-form', 'A01'))];
    expect(task(after(...half))).toMatchObject({ marked: { ok: 2, defective: 1, of: 7 } });
    expect(task(after(...half, save(...good('application-form'))))).toMatchObject({ marked: { ok: 3, defective: 0 } });
    expect(task(atProviderClaimed())).toMatchObject({ marked: { ok: 0, defective: 0, of: 7 } });
  });

  it('counts in a later round what was accepted and nobody has changed', () => {
    const rejected = rejectedFor(defect('application-form', 'A01'));
    const again = given(...rejected)
      .when({ type: 'OpenReview', data: { round: 2, ...resubmission(daysAfter(1), ['application-form']) } })
      .facts();
    expect(task([...rejected, ...again])).toMatchObject({ marked: { ok: 6, defective: 0, of: 7 } });
  });

  it('hands it to the provider’s desk, where its age begins anew', () =>
    expect(task(atProviderClaimed())).toMatchObject({
      queue: 're-verification',
      submittedAt: monday,
      waitingSince: minutesAfter(20),
      claim: { officer: 'wang' },
      due: { dueOn: '2026-03-09' },
    }));

  it('lists a proposed refusal with the manager, and after his answer at its desk again', () => {
    const proposal = {
      officer: wang,
      round: 1,
      ground: 'not-eligible',
      remark: '已有钥匙',
      now: minutesAfter(40),
    } as const;
    const proposed = [
      ...atProviderClaimed(),
      ...given(...atProviderClaimed())
        .when({ type: 'ProposeRefusal', data: proposal })
        .facts(),
    ];
    expect(task(proposed)).toMatchObject({
      queue: 'refusal-proposals',
      stage: 're-verification',
      claim: null,
      proposal: { by: 'wang', ground: 'not-eligible', at: minutesAfter(40) },
    });
    const decline = { officer: manager, round: 1, remark: '可以办理', now: minutesAfter(50) };
    const declined = given(...proposed)
      .when({ type: 'DeclineRefusal', data: decline })
      .facts();
    expect(task([...proposed, ...declined])).toMatchObject({ queue: 're-verification', proposal: null });
  });

  it('marks what is at risk and what is late, until a later due date is stated', () => {
    const near = [
      ...after(open),
      ...given(...after(open))
        .when({ type: 'CheckDeadline', data: { now: daysAfter(2) } })
        .facts(),
    ];
    expect(task(near)).toMatchObject({ atRisk: true, breached: false });
    const late = [
      ...near,
      ...given(...near)
        .when({ type: 'CheckDeadline', data: { now: daysAfter(3) } })
        .facts(),
    ];
    expect(task(late)).toMatchObject({ atRisk: true, breached: true });
    const [, due] = after(open);
    if (due?.type !== 'DueDateSet') throw new Error('a round begins with its clock');
    const confirmed = { ...due, data: { ...due.data, restated: true } };
    const later = { ...due, data: { ...due.data, restated: true, dueAt: daysAfter(9), dueOn: '2026-03-11' } };
    expect(task([...late, confirmed])).toMatchObject({ breached: true });
    expect(task([...late, later])).toMatchObject({ atRisk: false, breached: false, due: { dueOn: '2026-03-11' } });
  });

  it('drops a case that is rejected, and lists it again with the next round', () => {
    const rejected = rejectedFor(defect('form', 'A06'));
    expect(task(rejected)).toBeNull();
    const again = given(...rejected)
      .when({ type: 'OpenReview', data: { round: 2, ...resubmission(daysAfter(1)) } })
      .facts();
    expect(task([...rejected, ...again])).toMatchObject({
      queue: 'pre-verification',
      round: 2,
      submittedAt: daysAfter(1),
    });
  });

  it('drops what is approved, refused or closed', () => {
    expect(
      task([...after(open), { type: 'ReviewClosed', data: { ground: 'withdrawn', closedAt: monday } }]),
    ).toBeNull();
  });
});
