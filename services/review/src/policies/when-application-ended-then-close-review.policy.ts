import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { CloseReview } from '../review/review.commands';

type Ended = Published<'intake.ApplicationWithdrawn.v1' | 'intake.ApplicationExpired.v1'>;

/** A withdrawn or expired application is reviewed no further, even where its submission is told after its end. */
export const whenApplicationEndedThenCloseReview: Policy<Ended, CloseReview> = {
  name: 'when-application-ended-then-close-review',
  from: 'intake.events',
  on: ['intake.ApplicationWithdrawn.v1', 'intake.ApplicationExpired.v1'],
  react: ({ type, data }) => {
    const end =
      type === 'intake.ApplicationWithdrawn.v1'
        ? ({ ground: 'withdrawn', closedAt: data.withdrawnAt } as const)
        : ({ ground: 'expired', closedAt: data.expiredAt } as const);
    return [{ id: data.caseId, command: { type: 'CloseReview', data: end } }];
  },
};
