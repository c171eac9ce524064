import { foldDocuments, noDocuments, type DocumentFile, type DraftForm } from '@ekey/case-papers';
import type {
  ActivationTerms,
  ApplicationIs,
  FormAsSubmitted,
  KeyApplicationEvent,
  Named,
  Stage,
} from './key-application.events';

/** The link by which the enterprise's account on the outside platform is activated. */
export interface Activation {
  /** `sent`: the link waits. `ordered`: it was used, the platform is being asked. */
  readonly status: 'sent' | 'ordered' | 'activated';
  readonly requestId: string;
  readonly requestedAt: string;
  readonly expiresAt: string;
}

/** What a replacement replaces. */
export interface NamedInCase extends Named {
  /** It was lost and is found again. */
  readonly takenBack: boolean;
}

interface KeyRequest {
  readonly requestId: string;
  readonly tokenSerial: string;
}

/** What decisions need of a case, whatever its status. */
export interface CaseFile {
  readonly is: ApplicationIs;
  /** `null` in a first application. */
  readonly named: NamedInCase | null;
  readonly accountId: string;
  readonly formNumber: string;
  readonly terms: ActivationTerms;
  readonly draft: DraftForm | null;
  /** Counts the drafts saved. */
  readonly draftVersion: number;
  /** Being filled in; nothing but the form can be worked on then. */
  readonly formOpen: boolean;
  /** A reviewer refused the form, and it has not been submitted anew since. */
  readonly formRejected: boolean;
  /** The newest version submitted. */
  readonly form: FormAsSubmitted | null;
  readonly documents: DocumentFile;
  /** How often the submission was confirmed. */
  readonly round: number;
  /** The form of the last confirmed round. */
  readonly confirmedForm: { readonly formVersion: number; readonly documentId: string } | null;
  /** The slot that the case has held since its first round. */
  readonly reservationId: string | null;
  /** Reservations that no submission may use any more. */
  readonly givenUp: readonly string[];
  readonly mailTo: string | null;
  /** When that address was stated. */
  readonly mailStatedAt: string;
  readonly lastActivityAt: string;
  /** After how many idle days the applicant was last reminded; 0: not since the last activity. */
  readonly reminded: number;
  readonly activation: Activation | null;
  /** What was asked of the key that the case has brought, and is not answered yet. */
  readonly unlock: KeyRequest | null;
  readonly revocation: KeyRequest | null;
  /** Notices known to be undeliverable. */
  readonly undeliverable: readonly string[];
}

export type Ended = 'withdrawn' | 'expired' | 'refused' | 'terminated';

export type KeyApplicationState =
  | { readonly status: 'none' }
  /** With the applicant: filling in, uploading, or correcting what was rejected. */
  | { readonly status: 'open'; readonly file: CaseFile }
  | { readonly status: 'under-review'; readonly stage: Stage; readonly file: CaseFile }
  /** The key is being made and brought. */
  | { readonly status: 'approved'; readonly file: CaseFile }
  | { readonly status: 'collected'; readonly file: CaseFile }
  | { readonly status: 'ended'; readonly how: Ended; readonly file: CaseFile };

export const initial: KeyApplicationState = { status: 'none' };

export function evolve(state: KeyApplicationState, event: KeyApplicationEvent): KeyApplicationState {
  if (event.type === 'ApplicationStarted') return { status: 'open', file: begun(event.data) };
  if (state.status === 'none') return state;
  const file = evolveFile(state.file, event);
  switch (event.type) {
    case 'SubmissionConfirmed':
      return { status: 'under-review', stage: 'pre-verification', file };
    case 'PreVerificationRecorded':
      return { status: 'under-review', stage: 're-verification', file };
    case 'ReturnedForCorrection':
      return { status: 'open', file };
    case 'ReVerificationRecorded':
      return state.status === 'under-review' ? { status: 'approved', file } : { ...state, file };
    case 'KeyCollectedRecorded':
      return { status: 'collected', file };
    case 'RefusalRecorded':
      return { status: 'ended', how: 'refused', file };
    case 'ApplicationWithdrawn':
      return { status: 'ended', how: 'withdrawn', file };
    case 'ApplicationExpired':
      return { status: 'ended', how: 'expired', file };
    case 'OrderEndedRecorded':
      return { status: 'ended', how: 'terminated', file };
    default:
      return { ...state, file };
  }
}

type Begun = Extract<KeyApplicationEvent, { type: 'ApplicationStarted' }>;

function begun(data: Begun['data']): CaseFile {
  const { caseId, kind, uscc, accountId, formNumber, activation, draft, mailTo, startedAt } = data;
  return {
    is: { caseId, kind, uscc },
    named: null,
    accountId,
    formNumber,
    terms: activation,
    draft,
    draftVersion: 0,
    formOpen: true,
    formRejected: false,
    form: null,
    documents: foldDocuments(noDocuments, { type: 'ApplicationStarted', data }),
    round: 0,
    confirmedForm: null,
    reservationId: null,
    givenUp: [],
    mailTo,
    mailStatedAt: startedAt,
    lastActivityAt: startedAt,
    reminded: 0,
    activation: null,
    unlock: null,
    revocation: null,
    undeliverable: [],
  };
}

const active = (file: CaseFile, at: string): CaseFile => ({ ...file, lastActivityAt: at, reminded: 0 });

function evolveFile(file: CaseFile, event: Exclude<KeyApplicationEvent, Begun>): CaseFile {
  switch (event.type) {
    case 'KeyNamed': {
      const { key, ground, surplus, activatedBefore } = event.data;
      return { ...file, named: { key, ground, surplus, activatedBefore, takenBack: false } };
    }
    case 'KeyLossTakenBack':
      return { ...file, named: file.named && { ...file.named, takenBack: true } };
    case 'DraftSaved':
      return { ...active(file, event.data.savedAt), draft: event.data.draft, draftVersion: file.draftVersion + 1 };
    case 'FormSubmitted':
    case 'FormReopened':
      return { ...evolveForm(file, event), documents: foldDocuments(file.documents, event) };
    case 'PageUploaded':
      return { ...active(file, event.data.uploadedAt), documents: foldDocuments(file.documents, event) };
    case 'PageRemoved':
      return { ...active(file, event.data.removedAt), documents: foldDocuments(file.documents, event) };
    case 'SubmissionConfirmed':
      return submitted(file, event.data);
    case 'ReturnedForCorrection':
      return {
        ...active(file, event.data.returnedAt),
        documents: foldDocuments(file.documents, event),
        formRejected: event.data.formRejected,
      };
    case 'ReservationGivenUp':
      return { ...file, givenUp: [...file.givenUp, event.data.reservationId] };
    case 'ExpiryReminded':
      return { ...file, reminded: event.data.idleDays };
    case 'ContactCorrected':
      return { ...corrected(file, event.data.mailTo), mailStatedAt: event.data.correctedAt };
    case 'KeyUnlockRequested': {
      const { requestId, tokenSerial } = event.data;
      return { ...file, unlock: { requestId, tokenSerial } };
    }
    case 'KeyUnlockRequestWithdrawn':
    case 'KeyUnlockAnswered':
      return { ...file, unlock: null };
    case 'KeyRevocationRequested': {
      const { requestId, tokenSerial } = event.data;
      return { ...file, revocation: { requestId, tokenSerial } };
    }
    case 'KeyRevocationRequestWithdrawn':
    case 'KeyRevocationAnswered':
      return { ...file, revocation: null };
    case 'MailUndeliverable':
      return { ...file, undeliverable: [...file.undeliverable, event.data.noticeId] };
    default:
      return { ...file, activation: evolveActivation(file.activation, event) };
  }
}

/** The draft too: opened again or copied into another case, it would bring the wrong address back. */
function corrected(file: CaseFile, mailTo: string | null): CaseFile {
  const { draft } = file;
  if (draft === null || mailTo === null) return { ...file, mailTo };
  const mended = { ...draft, agent: { ...draft.agent, email: mailTo } };
  return { ...file, mailTo, draft: mended, draftVersion: file.draftVersion + 1 };
}

function evolveForm(
  file: CaseFile,
  event: Extract<KeyApplicationEvent, { type: 'FormSubmitted' | 'FormReopened' }>,
): CaseFile {
  if (event.type === 'FormReopened') return { ...active(file, event.data.reopenedAt), formOpen: true };
  const { outdated: _outdated, submittedAt, ...form } = event.data;
  const stated = { mailTo: form.mailTo, mailStatedAt: submittedAt };
  return { ...active(file, submittedAt), formOpen: false, formRejected: false, form, ...stated };
}

function submitted(
  file: CaseFile,
  data: Extract<KeyApplicationEvent, { type: 'SubmissionConfirmed' }>['data'],
): CaseFile {
  return {
    ...active(file, data.submittedAt),
    documents: foldDocuments(file.documents, { type: 'SubmissionConfirmed', data }),
    round: data.round,
    confirmedForm: { formVersion: data.formVersion, documentId: data.form.documentId },
    reservationId: data.reservationId,
  };
}

type OtherFact = Extract<
  KeyApplicationEvent,
  {
    type:
      | 'ActivationRequested'
      | 'ActivationOrdered'
      | 'ActivationRefused'
      | 'AccountActivated'
      | 'PreVerificationRecorded'
      | 'ReVerificationRecorded'
      | 'RefusalRecorded'
      | 'ApplicationWithdrawn'
      | 'ApplicationExpired'
      | 'KeyCollectedRecorded'
      | 'KeyLossReported'
      | 'OrderEndedRecorded';
  }
>;

function evolveActivation(activation: Activation | null, event: OtherFact): Activation | null {
  switch (event.type) {
    case 'ActivationRequested': {
      const { requestId, requestedAt, expiresAt } = event.data;
      return { status: 'sent', requestId, requestedAt, expiresAt };
    }
    case 'ActivationOrdered':
      return activation && { ...activation, status: 'ordered' };
    case 'ActivationRefused':
      return activation && { ...activation, status: 'sent' };
    case 'AccountActivated':
      return activation && { ...activation, status: 'activated' };
    case 'PreVerificationRecorded':
    case 'ReVerificationRecorded':
    case 'RefusalRecorded':
    case 'ApplicationWithdrawn':
    case 'ApplicationExpired':
    case 'KeyCollectedRecorded':
    case 'KeyLossReported':
    case 'OrderEndedRecorded':
      // They move the status at most, and nothing in the file.
      return activation;
    default:
      void (event satisfies never);
      return activation;
  }
}
