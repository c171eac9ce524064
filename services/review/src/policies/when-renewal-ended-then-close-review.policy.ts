import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { CloseReview } from '../review/review.commands';

/** A renewal that its holder has given up, or that has come to its end, is reviewed no further. */
export const whenRenewalEndedThenCloseReview: Policy<Published<'renewal.RenewalEnded.v1'>, CloseReview> = {
  name: 'when-renewal-ended-then-close-review',
  from: 'renewal.events',
  on: ['renewal.RenewalEnded.v1'],
  react: ({ data: { caseId, ground, endedAt: closedAt } }) => [
    {
      id: caseId,
      command: { type: 'CloseReview', data: { ground: ground === 'expired' ? 'expired' : 'withdrawn', closedAt } },
    },
  ],
};
