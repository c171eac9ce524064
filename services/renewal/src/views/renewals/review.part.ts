import { toldByReview, type ToldByReview } from '@ekey/case-papers';
import type { Published } from '@ekey/contracts';
import { viewPart } from '@ekey/kernel';

/** What review tells of a renewal. */
export const REVIEW = [
  'review.ApplicationReVerified.v1',
  'review.ApplicationRejected.v1',
  'review.DueDateSet.v1',
  'review.DeadlineBreached.v1',
] as const;

export const reviewPart = viewPart<ToldByReview, Published<(typeof REVIEW)[number]>>({
  from: 'review.events',
  category: 'review.Review',
  on: REVIEW,
  key: ({ data }) => (data.kind === 'renewal' ? data.caseId : null),
  project: toldByReview,
});
