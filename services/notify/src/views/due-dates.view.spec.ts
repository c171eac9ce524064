import type { PublishedData } from '@ekey/contracts';
import { answerOf } from '@ekey/kernel/testing';
import { CASE } from '../testing/letters';
import { published } from '../testing/published';
import { dueDates } from './due-dates.view';

type Data = PublishedData<'review.DueDateSet.v1'>;
const set = (revision: number, changes: Partial<Data> = {}) =>
  published(
    'review.DueDateSet.v1',
    {
      ...{ caseId: CASE, kind: 'first', round: 1, stage: 'pre-verification', startedAt: '2026-12-30T01:00:00.000Z' },
      ...{ dueAt: '2027-01-04T16:00:00.000Z', dueOn: '2027-01-04', provisional: true },
      ...changes,
    },
    { stream: `review.Review-${CASE}`, revision },
  );

describe('the due date of what was submitted', () => {
  it('is the one that was stated last', () =>
    expect(answerOf(dueDates, CASE, [set(0), set(1, { dueOn: '2027-01-05', provisional: false })])).toEqual({
      ...{ round: 1, dueOn: '2027-01-05', provisional: false },
    }));
  it('is not that of a stage that follows', () =>
    expect(
      answerOf(dueDates, CASE, [set(0), set(1, { stage: 're-verification-and-making', dueOn: '2027-01-12' })]),
    ).toMatchObject({ dueOn: '2027-01-04' }));
  it('is that of the newest round', () =>
    expect(answerOf(dueDates, CASE, [set(0), set(1, { round: 2, dueOn: '2027-01-20' })])).toMatchObject({ round: 2 }));
});
