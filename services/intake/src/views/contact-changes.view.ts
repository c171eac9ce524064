import {
  TimelineSources,
  toldByReview,
  type Milestone,
  type ReviewDue,
  type TimelineEntry,
  type ToldByReview,
} from '@ekey/case-papers';
import type { Published } from '@ekey/contracts';
import { viewPart, type Recorded, type View } from '@ekey/kernel';
import type { StoredContactChangeFact } from '../contact-changes/contact-changes.events';
import type { ContactChange } from '../contact-changes/contact-changes.state';

type Source = 'intake' | 'review';
type Review = Published<
  | 'review.ApplicationReVerified.v1'
  | 'review.ApplicationRejected.v1'
  | 'review.DueDateSet.v1'
  | 'review.DeadlineBreached.v1'
>;

interface Own {
  readonly uscc: string;
  readonly number: string;
  readonly formNumber: string;
  readonly round: number;
  readonly changedFields: readonly string[];
  readonly startedAt: string;
  readonly status: ContactChange['status'];
  readonly lastActivityAt: string;
  /** After how many idle days the applicant was reminded last; 0: not since the last activity. */
  readonly reminded: number;
  readonly milestones: readonly Milestone[];
}
interface Parts {
  readonly own: Own;
  readonly review: ToldByReview;
}

export interface ContactChangeCase extends Omit<Own, 'milestones'> {
  readonly changeId: string;
  /** By when the round under way is decided; `null` while no clock runs. */
  readonly due: ReviewDue | null;
  readonly timeline: readonly TimelineEntry<Source>[];
}

/** Who tells of a change of contact data. */
export const tellers = new TimelineSources<Source>(['intake', 'review']);

const by =
  (source: Source) =>
  (milestone: Milestone): TimelineEntry<Source> => ({ source, ...milestone });

/** Which changes of contact data has an enterprise asked for, and what has become of each? By the change. */
export const contactChangeCases: View<Parts, ContactChangeCase> = {
  name: 'contact-changes',
  version: 3,
  parts: {
    own: viewPart<Own, StoredContactChangeFact>({
      from: 'own',
      category: 'intake.ContactChanges',
      on: [
        'ContactChangeSubmitted',
        'ContactChangeReturned',
        'ContactChangeWithdrawn',
        'ContactChangeReminded',
        'ContactChangeExpired',
        'ContactDataChanged',
      ],
      key: ({ data }) => data.changeId,
      project: (own, fact) => (fact.type === 'ContactChangeSubmitted' ? submitted(own, fact) : own && moved(own, fact)),
    }),
    review: viewPart<ToldByReview, Review>({
      from: 'review.events',
      category: 'review.Review',
      on: [
        'review.ApplicationReVerified.v1',
        'review.ApplicationRejected.v1',
        'review.DueDateSet.v1',
        'review.DeadlineBreached.v1',
      ],
      key: ({ data }) => (data.kind === 'contact' ? data.caseId : null),
      project: toldByReview,
    }),
  },
  answer: ({ own, review }, changeId) => {
    if (own === undefined) return null;
    const { milestones, ...change } = own;
    const due = own.status === 'under-review' && review?.due?.round === own.round ? review.due : null;
    const told = [...milestones.map(by('intake')), ...(review?.milestones ?? []).map(by('review'))];
    return { changeId, ...change, due, timeline: tellers.inOrder(told) };
  },
  indexes: {
    uscc: ({ uscc }) => uscc,
    startedAt: ({ startedAt }) => startedAt,
    /** Only of changes that expire if nobody goes on with them. */
    idleSince: ({ status, lastActivityAt }) => (status === 'returned' ? lastActivityAt : null),
  },
};

type Told<Type extends StoredContactChangeFact['type']> = Recorded<StoredContactChangeFact<Type>>;

function submitted(own: Own | null, fact: Told<'ContactChangeSubmitted'>): Own {
  const { uscc, number, formNumber, round, changedFields, submittedAt } = fact.data;
  const { startedAt = submittedAt, milestones = [] } = own ?? {};
  return {
    ...{ uscc, number, formNumber, round, changedFields, startedAt, status: 'under-review' },
    ...{ lastActivityAt: submittedAt, reminded: 0 },
    milestones: [...milestones, milestone(fact, { round })],
  };
}

/** That it came back review tells in its own words. New data are one step, in however many cases they hold. */
function moved(own: Own, fact: Told<Exclude<StoredContactChangeFact['type'], 'ContactChangeSubmitted'>>): Own {
  switch (fact.type) {
    case 'ContactChangeReturned':
      return { ...own, status: 'returned', lastActivityAt: fact.data.returnedAt };
    case 'ContactChangeWithdrawn':
      return { ...own, status: 'withdrawn', milestones: [...own.milestones, milestone(fact)] };
    case 'ContactChangeReminded':
      return { ...own, reminded: fact.data.idleDays, milestones: [...own.milestones, milestone(fact)] };
    case 'ContactChangeExpired':
      return { ...own, status: 'expired', milestones: [...own.milestones, milestone(fact)] };
    case 'ContactDataChanged':
      if (own.status === 'done') return own;
      return { ...own, status: 'done', milestones: [...own.milestones, milestone(fact)] };
  }
}

const milestone = ({ type: code, meta }: Recorded<StoredContactChangeFact>, detail = {}): Milestone => ({
  ...{ sequence: meta.revision, at: meta.recordedAt, code, detail },
});
