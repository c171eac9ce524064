import {
  TimelineSources,
  type Milestone,
  type ReviewDue,
  type TimelineEntry,
  type ToldByReview,
} from '@ekey/case-papers';
import type { View } from '@ekey/kernel';
import { ownPart, type OwnPart } from './renewals/own.part';
import { reviewPart } from './renewals/review.part';

interface Parts {
  readonly own: OwnPart;
  readonly review: ToldByReview;
}
type Source = 'renewal' | 'review';

export interface RenewalCase extends Omit<OwnPart, 'milestones'> {
  readonly renewalId: string;
  /** By when the round under way is decided. */
  readonly due: ReviewDue | null;
  readonly timeline: readonly TimelineEntry<Source>[];
}

/** Who tells of a renewal. */
export const tellers = new TimelineSources<Source>(['renewal', 'review']);

const by =
  (source: Source) =>
  (milestone: Milestone): TimelineEntry<Source> => ({ source, ...milestone });

/** What of a renewal no decision needs: what was remarked, when its review is due, and its steps. */
export const renewals: View<Parts, RenewalCase> = {
  name: 'renewals',
  version: 5,
  parts: { own: ownPart, review: reviewPart },
  answer: ({ own, review }, renewalId) => {
    if (own === undefined) return null;
    const { milestones, ...rest } = own;
    const due = review?.due?.round === own.round ? review.due : null;
    const told = [...milestones.map(by('renewal')), ...(review?.milestones ?? []).map(by('review'))];
    return { renewalId, ...rest, due, timeline: tellers.inOrder(told) };
  },
  indexes: {
    serial: ({ serial }) => serial,
    startedAt: ({ startedAt }) => startedAt,
    /** Of those that may still expire. */
    endsAt: ({ over, notAfter }) => (over ? null : notAfter),
    /** Since when nothing was done in an update session that is open. */
    silentSince: ({ session }) => session?.lastAt ?? null,
  },
};
