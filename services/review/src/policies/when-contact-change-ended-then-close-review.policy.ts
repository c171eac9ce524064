import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { CloseReview } from '../review/review.commands';

type Ended = Published<'intake.ContactChangeWithdrawn.v1' | 'intake.ContactChangeExpired.v1'>;

/** Given up by the applicant, or left alone: it is reviewed no further, and a pass that was given meanwhile counts for nothing. */
export const whenContactChangeEndedThenCloseReview: Policy<Ended, CloseReview> = {
  name: 'when-contact-change-ended-then-close-review',
  from: 'intake.events',
  on: ['intake.ContactChangeWithdrawn.v1', 'intake.ContactChangeExpired.v1'],
  react: ({ type, data }) => {
    const end =
      type === 'intake.ContactChangeWithdrawn.v1'
        ? ({ ground: 'withdrawn', closedAt: data.withdrawnAt } as const)
        : ({ ground: 'expired', closedAt: data.expiredAt } as const);
    return [{ id: data.caseId, command: { type: 'CloseReview', data: end } }];
  },
};
