import { recorded } from '@ekey/kernel/testing';
import { toldByReview, type ToldByReview } from './told-by-review';

const caseId = '5b0d4b2e-4c1a-4f0e-9a57-0d5f2c9a1e01';
const dueOn = (day: string, round = 1) => ({
  ...{ caseId, kind: 'renewal', round, stage: 'renewal-review', startedAt: '2026-12-28T02:00:00.000Z' },
  ...{ dueAt: `${day}T16:00:00.000Z`, dueOn: day, provisional: true },
});
const stated = (day: string, round = 1) => ({ type: 'review.DueDateSet.v1', data: dueOn(day, round) });
const missed = (day: string) => ({
  type: 'review.DeadlineBreached.v1',
  data: { ...dueOn(day), breachedAt: `${day}T16:00:00.000Z` },
});

const after = (...told: readonly { readonly type: string; readonly data: object }[]): ToldByReview | null =>
  told.reduce<ToldByReview | null>(
    (part, fact, revision) =>
      toldByReview(part, recorded(fact, { stream: `review.Review-${caseId}`, revision }) as never),
    null,
  );

describe('the due date of a review by the provider alone', () => {
  it('is that of the newest round, missed from the moment at which it was', () => {
    expect(after(stated('2026-12-31'))).toMatchObject({ due: { dueOn: '2026-12-31', breached: false } });
    expect(after(stated('2026-12-31'), missed('2026-12-31'))).toMatchObject({ due: { breached: true } });
    expect(after(stated('2026-12-31'), missed('2026-12-31'), stated('2027-01-05', 2))).toMatchObject({
      due: { round: 2, breached: false },
    });
  });
  it('stays missed where it is restated to no later day, and may still be kept where it is to a later one', () => {
    const late = [stated('2026-12-31'), missed('2026-12-31')];
    expect(after(...late, stated('2026-12-31'))).toMatchObject({ due: { breached: true } });
    expect(after(...late, stated('2027-01-04'))).toMatchObject({ due: { breached: false } });
  });
});
