import type { Milestone } from '@ekey/case-papers';
import { streamIdOf, viewPart, type Recorded, type Sealed } from '@ekey/kernel';
import type { Finding, RenewalEvent, StoredRenewalFact } from '../../renewal/renewal.events';

export interface Remark {
  readonly round: number;
  readonly reasons: readonly Finding[];
  /** 备注. */
  readonly remark: Sealed;
  readonly at: string;
}

/** What the log of the renewal itself tells. */
export interface OwnPart {
  readonly revision: number;
  readonly serial: string;
  readonly formNumber: string;
  readonly notAfter: string;
  readonly startedAt: string;
  readonly submitted: boolean;
  readonly round: number;
  readonly remarks: readonly Remark[];
  /** The update session in which something may be done, and when it was last. */
  readonly session: { readonly sessionId: string; readonly lastAt: string } | null;
  readonly over: boolean;
  readonly milestones: readonly Milestone[];
}

/** Told as steps; single pages and drafts are not, and review tells in its own words what it decided. */
export const MILESTONES: readonly RenewalEvent['type'][] = [
  ...(['RenewalStarted', 'FormSubmitted', 'FormReopened', 'SubmissionConfirmed'] as const),
  ...(['UpdateSessionOpened', 'CertificateRequestAccepted', 'RequestRefusalRecorded', 'AttemptAbandoned'] as const),
  ...(['DeliveryRecorded', 'StepConfirmed', 'UpdateInterrupted', 'NewKeyProved', 'RenewalEnded'] as const),
];

/** What a step tells besides its name: numbers and choices, never texts, keys or persons. */
const TOLD = ['round', 'attempt', 'use', 'step', 'code', 'ground'] as const;

type Fact = Recorded<StoredRenewalFact>;

export const ownPart = viewPart<OwnPart, StoredRenewalFact>({
  from: 'own',
  category: 'renewal.Renewal',
  on: [
    ...(['RenewalStarted', 'DraftSaved', 'FormSubmitted', 'FormReopened', 'PageUploaded', 'PageRemoved'] as const),
    ...(['SubmissionConfirmed', 'ReturnedForCorrection', 'ApprovalRecorded', 'UpdateSessionOpened'] as const),
    ...(['CertificateRequestAccepted', 'RequestRefusalRecorded', 'AttemptAbandoned', 'DeliveryRecorded'] as const),
    ...(['StepConfirmed', 'UpdateInterrupted', 'NewKeyProved', 'RenewalEnded'] as const),
  ],
  key: ({ meta }) => streamIdOf(meta.stream),
  project: (part, fact) => {
    if (fact.type === 'RenewalStarted') return withMilestone(begun(fact.data, fact.meta.revision), fact);
    if (part === null) return null;
    return { ...withMilestone(changed(part, fact), fact), revision: fact.meta.revision };
  },
});

function begun(
  { serial, formNumber, notAfter, startedAt }: StoredRenewalFact<'RenewalStarted'>['data'],
  revision: number,
): OwnPart {
  const nothing = { submitted: false, round: 0, remarks: [], session: null, over: false, milestones: [] };
  return { revision, serial, formNumber, notAfter, startedAt, ...nothing };
}

function changed(part: OwnPart, { type, data, meta }: Fact): OwnPart {
  switch (type) {
    case 'SubmissionConfirmed':
      return { ...part, submitted: true, round: data.round };
    case 'ReturnedForCorrection': {
      const { round, reasons, remark, returnedAt: at } = data;
      return { ...part, remarks: [...part.remarks, { round, reasons, remark, at }] };
    }
    case 'UpdateSessionOpened':
      return { ...part, session: { sessionId: data.sessionId, lastAt: meta.recordedAt } };
    case 'CertificateRequestAccepted':
    case 'RequestRefusalRecorded':
    case 'DeliveryRecorded':
    case 'StepConfirmed':
      return { ...part, session: part.session && { ...part.session, lastAt: meta.recordedAt } };
    case 'UpdateInterrupted':
      return { ...part, session: null };
    case 'NewKeyProved':
    case 'RenewalEnded':
      return { ...part, session: null, over: true };
    default:
      return part;
  }
}

function withMilestone(part: OwnPart, { type, data, meta }: Fact): OwnPart {
  if (!MILESTONES.includes(type)) return part;
  const members = Object.entries(data) as [string, unknown][];
  const detail = Object.fromEntries(members.filter(([name]) => (TOLD as readonly string[]).includes(name)));
  const milestone = { sequence: meta.revision, at: meta.recordedAt, code: type, detail };
  return { ...part, milestones: [...part.milestones, milestone] };
}
