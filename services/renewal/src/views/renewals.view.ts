import type { Published } from '@ekey/contracts';
import { streamIdOf, viewPart, type Sealed, type View } from '@ekey/kernel';
import type { Finding, StoredRenewalFact } from '../renewal/renewal.events';

type Clocked = Published<'review.DueDateSet.v1' | 'review.DeadlineBreached.v1'>;

export interface Remark {
  readonly round: number;
  readonly reasons: readonly Finding[];
  /** 备注. */
  readonly remark: Sealed;
  readonly at: string;
}

interface Own {
  readonly revision: number;
  readonly serial: string;
  readonly formNumber: string;
  readonly notAfter: string;
  readonly startedAt: string;
  readonly submitted: boolean;
  readonly round: number;
  readonly remarks: readonly Remark[];
  readonly over: boolean;
}
interface Due {
  readonly round: number;
  readonly dueOn: string;
  readonly provisional: boolean;
  readonly breached: boolean;
}
interface Parts {
  readonly own: Own;
  readonly due: Due;
}

export interface RenewalCase extends Own {
  readonly renewalId: string;
  readonly due: Due | null;
}

type Told = StoredRenewalFact<
  | 'RenewalStarted'
  | 'DraftSaved'
  | 'FormSubmitted'
  | 'FormReopened'
  | 'PageUploaded'
  | 'PageRemoved'
  | 'SubmissionConfirmed'
  | 'ReturnedForCorrection'
  | 'ApprovalRecorded'
  | 'NewKeyProved'
  | 'RenewalEnded'
>;

/** What of a renewal no decision needs: what was remarked, and when its review is due. */
export const renewals: View<Parts, RenewalCase> = {
  name: 'renewals',
  version: 1,
  parts: {
    own: viewPart<Own, Told>({
      from: 'own',
      category: 'renewal.Renewal',
      on: [
        ...(['RenewalStarted', 'DraftSaved', 'FormSubmitted', 'FormReopened', 'PageUploaded', 'PageRemoved'] as const),
        ...([
          'SubmissionConfirmed',
          'ReturnedForCorrection',
          'ApprovalRecorded',
          'NewKeyProved',
          'RenewalEnded',
        ] as const),
      ],
      key: ({ meta }) => streamIdOf(meta.stream),
      project: (own, { type, data, meta }) => {
        const { revision } = meta;
        if (type === 'RenewalStarted') {
          const { serial, formNumber, notAfter, startedAt } = data;
          const nothing = { submitted: false, round: 0, remarks: [], over: false };
          return { revision, serial, formNumber, notAfter, startedAt, ...nothing };
        }
        if (own === null) return null;
        if (type === 'SubmissionConfirmed') return { ...own, revision, submitted: true, round: data.round };
        if (type === 'NewKeyProved' || type === 'RenewalEnded') return { ...own, revision, over: true };
        if (type !== 'ReturnedForCorrection') return { ...own, revision };
        const { round, reasons, remark, returnedAt: at } = data;
        return { ...own, revision, remarks: [...own.remarks, { round, reasons, remark, at }] };
      },
    }),
    due: viewPart<Due, Clocked>({
      from: 'review.events',
      category: 'review.Review',
      on: ['review.DueDateSet.v1', 'review.DeadlineBreached.v1'],
      key: ({ data }) => (data.kind === 'renewal' ? data.caseId : null),
      project: (_due, { type, data: { round = 1, dueOn, provisional } }) => ({
        ...{ round, dueOn, provisional },
        breached: type === 'review.DeadlineBreached.v1',
      }),
    }),
  },
  answer: ({ own, due }, renewalId) =>
    own === undefined ? null : { renewalId, ...own, due: due?.round === own.round ? due : null },
  indexes: {
    serial: ({ serial }) => serial,
    startedAt: ({ startedAt }) => startedAt,
    /** Of those that may still expire. */
    endsAt: ({ over, notAfter }) => (over ? null : notAfter),
  },
};
