import { foldDocuments, noDocuments, type DocumentFile, type DocumentRef } from '@ekey/case-papers';
import { streamIdOf, viewPart, type Recorded, type Sealed } from '@ekey/kernel';
import type {
  ApplicationKind,
  Finding,
  ReplacementGround,
  Stage,
  StoredKeyApplicationFact,
} from '../../key-application/key-application.events';

export interface OwnMilestone {
  readonly sequence: number;
  readonly at: string;
  readonly type: StoredKeyApplicationFact['type'];
  readonly round?: number;
  readonly ground?: string;
  readonly outcome?: string;
}

/** What the log of the case itself tells. Personal data stay sealed. */
export interface OwnPart {
  /** Of the newest fact folded: what a writer is to name in `If-Match`. */
  readonly revision: number;
  readonly caseId: string;
  readonly kind: ApplicationKind;
  /** The key that a replacement takes the place of. */
  readonly replaces: { readonly number: string; readonly ground: ReplacementGround } | null;
  /** Nothing is left to be activated once the key is in hand. */
  readonly activatedBefore: boolean;
  readonly uscc: string;
  readonly accountId: string;
  readonly formNumber: string;
  readonly startedAt: string;
  readonly copiedFrom: string | null;
  readonly formOpen: boolean;
  readonly formRejected: boolean;
  readonly form: {
    readonly version: number;
    readonly document: DocumentRef;
    readonly digest: string;
    readonly nameCn: string;
    readonly agencyId: string;
    readonly pickupPointId: string;
  } | null;
  readonly documents: DocumentFile;
  readonly round: number;
  /** The reviewers have it, as far as the case knows. */
  readonly stage: Stage | 'approved' | null;
  /** It came back from this stage, and the applicant has not touched it since. */
  readonly returned: Stage | null;
  readonly remarks: readonly {
    readonly round: number;
    readonly stage: Stage | 'refusal' | 'slot-release';
    readonly reasons: readonly Finding[];
    readonly ground?: string;
    readonly remark: Sealed;
    readonly at: string;
  }[];
  readonly ended: { readonly how: 'withdrawn' | 'expired' | 'refused' | 'terminated'; readonly at: string } | null;
  readonly collectedAt: string | null;
  readonly activation: {
    readonly status: 'sent' | 'ordered' | 'activated';
    readonly requestedAt: string;
    readonly expiresAt: string;
  } | null;
  readonly mailTo: Sealed | null;
  /** Purposes of mails that did not reach the present address. */
  readonly undeliverable: readonly string[];
  readonly lastActivityAt: string;
  /** After how many idle days the applicant was reminded last; 0: not since the last activity. */
  readonly reminded: number;
  readonly milestones: readonly OwnMilestone[];
}

type Fact = Recorded<StoredKeyApplicationFact>;

const activity = (at: string) => ({ lastActivityAt: at, reminded: 0 });

export const ownPart = viewPart<OwnPart, StoredKeyApplicationFact>({
  from: 'own',
  category: 'intake.KeyApplication',
  on: [
    ...(['ApplicationStarted', 'KeyNamed', 'KeyLossTakenBack'] as const),
    ...(['DraftSaved', 'FormSubmitted', 'FormReopened', 'PageUploaded', 'PageRemoved'] as const),
    ...(['SubmissionConfirmed', 'PreVerificationRecorded', 'ReturnedForCorrection', 'ReVerificationRecorded'] as const),
    ...([
      'RefusalRecorded',
      'ApplicationWithdrawn',
      'ApplicationExpired',
      'ExpiryReminded',
      'OrderEndedRecorded',
    ] as const),
    ...(['KeyCollectedRecorded', 'ActivationRequested', 'ActivationOrdered', 'ActivationRefused'] as const),
    ...(['AccountActivated', 'ContactCorrected', 'MailUndeliverable', 'KeyLossReported'] as const),
    ...(['KeyUnlockRequested', 'KeyUnlockRequestWithdrawn', 'KeyUnlockAnswered'] as const),
    ...(['KeyRevocationRequested', 'KeyRevocationRequestWithdrawn', 'KeyRevocationAnswered'] as const),
    // It changes nothing here, and is listed so that a reader who waits for its revision does not wait in vain.
    'ReservationGivenUp',
  ],
  key: (fact) => streamIdOf(fact.meta.stream),
  project: (part, fact) => {
    if (fact.type === 'ApplicationStarted') return begun(fact.data, fact);
    if (part === null) return null;
    return { ...withMilestone(changed(part, fact), fact), revision: fact.meta.revision };
  },
});

function begun(data: StoredKeyApplicationFact<'ApplicationStarted'>['data'], fact: Fact): OwnPart {
  const { caseId, kind, uscc, accountId, formNumber, startedAt, copiedFrom, mailTo } = data;
  const part: OwnPart = {
    revision: fact.meta.revision,
    ...{ caseId, kind, uscc, accountId, formNumber, startedAt, copiedFrom, mailTo },
    replaces: null,
    activatedBefore: false,
    formOpen: true,
    formRejected: false,
    form: null,
    documents: foldDocuments(noDocuments, { type: 'ApplicationStarted', data }),
    round: 0,
    stage: null,
    returned: null,
    remarks: [],
    ended: null,
    collectedAt: null,
    activation: null,
    undeliverable: [],
    lastActivityAt: startedAt,
    reminded: 0,
    milestones: [],
  };
  return withMilestone(part, fact);
}

function changed(part: OwnPart, fact: Fact): OwnPart {
  switch (fact.type) {
    case 'KeyNamed': {
      const { key, ground, activatedBefore } = fact.data;
      return { ...part, replaces: { number: key.number, ground }, activatedBefore };
    }
    case 'DraftSaved':
      return { ...part, ...activity(fact.data.savedAt) };
    case 'FormSubmitted':
    case 'FormReopened':
    case 'PageUploaded':
    case 'PageRemoved':
      return edited(part, fact);
    case 'SubmissionConfirmed': {
      const { round, submittedAt, mailTo } = fact.data;
      const documents = foldDocuments(part.documents, fact);
      return {
        ...part,
        documents,
        round,
        mailTo,
        stage: 'pre-verification',
        returned: null,
        ...activity(submittedAt),
      };
    }
    case 'PreVerificationRecorded':
      return { ...part, stage: 're-verification' };
    case 'ReturnedForCorrection': {
      const { round, stage, reasons, remark, returnedAt: at, formRejected } = fact.data;
      const remarks = [...part.remarks, { round, stage, reasons, remark, at }];
      const documents = foldDocuments(part.documents, fact);
      return { ...part, documents, formRejected, remarks, stage: null, returned: stage, ...activity(at) };
    }
    case 'ReVerificationRecorded':
      return { ...part, stage: 'approved' };
    default:
      return aside(part, fact);
  }
}

type Edit = Extract<Fact, { type: 'FormSubmitted' | 'FormReopened' | 'PageUploaded' | 'PageRemoved' }>;

/** Whatever the applicant does after a rejection takes its label away; the remark stays. */
function edited(part: OwnPart, fact: Edit): OwnPart {
  const next = { ...part, documents: foldDocuments(part.documents, fact), returned: null };
  switch (fact.type) {
    case 'FormReopened':
      return { ...next, formOpen: true, ...activity(fact.data.reopenedAt) };
    case 'PageUploaded':
      return { ...next, ...activity(fact.data.uploadedAt) };
    case 'PageRemoved':
      return { ...next, ...activity(fact.data.removedAt) };
    case 'FormSubmitted': {
      const {
        formVersion: version,
        form: document,
        digest,
        nameCn,
        agencyId,
        pickupPointId,
        mailTo,
        submittedAt,
      } = fact.data;
      const form = { version, document, digest, nameCn, agencyId, pickupPointId };
      return { ...next, form, mailTo, formOpen: false, formRejected: false, ...activity(submittedAt) };
    }
  }
}

/** By the applicant, or by the authority's manager, who says why. */
function withdrawn(part: OwnPart, { data }: Extract<Fact, { readonly type: 'ApplicationWithdrawn' }>): OwnPart {
  const { ground, reason: remark, withdrawnAt: at } = data;
  const ended = { how: 'withdrawn', at } as const;
  if (remark === null) return { ...part, ended };
  const said = { round: part.round, stage: 'slot-release', reasons: [], ground, remark, at } as const;
  return { ...part, ended, remarks: [...part.remarks, said] };
}

/** Facts that leave form and documents as they are. */
function aside(part: OwnPart, fact: Fact): OwnPart {
  switch (fact.type) {
    case 'RefusalRecorded': {
      const { ground, remark, decidedAt: at } = fact.data;
      const remarks = [
        ...part.remarks,
        { round: part.round, stage: 'refusal' as const, reasons: [], ground, remark, at },
      ];
      return { ...part, remarks, ended: { how: 'refused', at } };
    }
    case 'ApplicationWithdrawn':
      return withdrawn(part, fact);
    case 'ApplicationExpired':
      return { ...part, ended: { how: 'expired', at: fact.data.expiredAt } };
    case 'OrderEndedRecorded':
      return { ...part, ended: { how: 'terminated', at: fact.data.endedAt } };
    case 'KeyCollectedRecorded':
      return { ...part, collectedAt: fact.data.collectedAt };
    case 'ActivationRequested': {
      const { requestedAt, expiresAt } = fact.data;
      return { ...part, activation: { status: 'sent', requestedAt, expiresAt } };
    }
    case 'ActivationOrdered':
      return { ...part, activation: part.activation && { ...part.activation, status: 'ordered' } };
    case 'ActivationRefused':
      return { ...part, activation: part.activation && { ...part.activation, status: 'sent' } };
    case 'AccountActivated':
      return { ...part, activation: part.activation && { ...part.activation, status: 'activated' } };
    case 'ContactCorrected':
      return { ...part, mailTo: fact.data.mailTo, undeliverable: [] };
    case 'ExpiryReminded':
      return { ...part, reminded: fact.data.idleDays };
    case 'MailUndeliverable':
      return { ...part, undeliverable: [...part.undeliverable, fact.data.purpose] };
    default:
      return part;
  }
}

/** Told to the applicant as steps of the case; single pages and drafts are not, and others tell what they decided in their own words. */
export const MILESTONES: readonly StoredKeyApplicationFact['type'][] = [
  ...(['ApplicationStarted', 'FormSubmitted', 'FormReopened', 'SubmissionConfirmed'] as const),
  ...([
    'ApplicationWithdrawn',
    'ApplicationExpired',
    'ExpiryReminded',
    'ContactCorrected',
    'MailUndeliverable',
  ] as const),
  ...(['ActivationRequested', 'ActivationOrdered', 'ActivationRefused', 'AccountActivated'] as const),
  ...(['KeyLossReported', 'KeyLossTakenBack'] as const),
  ...(['KeyUnlockRequested', 'KeyUnlockRequestWithdrawn', 'KeyUnlockAnswered'] as const),
  ...(['KeyRevocationRequested', 'KeyRevocationRequestWithdrawn', 'KeyRevocationAnswered'] as const),
];

function withMilestone(part: OwnPart, { type, data, meta }: Fact): OwnPart {
  if (!MILESTONES.includes(type)) return part;
  const milestone = {
    sequence: meta.revision,
    at: meta.recordedAt,
    type,
    ...('round' in data && data.round > 0 ? { round: data.round } : {}),
    ...('ground' in data ? { ground: data.ground } : {}),
    ...('outcome' in data ? { outcome: data.outcome } : {}),
  };
  return { ...part, milestones: [...part.milestones, milestone] };
}
