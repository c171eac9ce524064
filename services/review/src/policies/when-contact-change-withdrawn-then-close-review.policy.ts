import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { CloseReview } from '../review/review.commands';

/** Given up by the applicant: it is reviewed no further, and a pass that was given meanwhile counts for nothing. */
export const whenContactChangeWithdrawnThenCloseReview: Policy<
  Published<'intake.ContactChangeWithdrawn.v1'>,
  CloseReview
> = {
  name: 'when-contact-change-withdrawn-then-close-review',
  from: 'intake.events',
  on: ['intake.ContactChangeWithdrawn.v1'],
  react: ({ data: { caseId, withdrawnAt: closedAt } }) => [
    { id: caseId, command: { type: 'CloseReview', data: { ground: 'withdrawn', closedAt } } },
  ],
};
