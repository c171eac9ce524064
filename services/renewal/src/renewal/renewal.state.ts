import { foldDocuments, noDocuments, type DocumentFile, type DraftForm } from '@ekey/case-papers';
import type {
  CertificateUse,
  FormAsSubmitted,
  MadeCertificate,
  MadeSeal,
  RenewalEvent,
  RenewalIs,
  RenewedKey,
  Step,
} from './renewal.events';

export interface RenewalFile {
  readonly is: RenewalIs;
  readonly key: RenewedKey;
  readonly formNumber: string;
  readonly draft: DraftForm | null;
  /** Counts the drafts saved. */
  readonly draftVersion: number;
  readonly formOpen: boolean;
  readonly formRejected: boolean;
  readonly form: FormAsSubmitted | null;
  readonly documents: DocumentFile;
  readonly round: number;
  readonly confirmedForm: { readonly formVersion: number; readonly documentId: string } | null;
  /** When it was first submitted: before the end of the certificate, or never. */
  readonly submittedAt: string | null;
}

export interface AcceptedRequest {
  readonly spkiSha256: string;
  readonly refused: string | null;
}

export interface Delivery {
  readonly certificates: { readonly signing: MadeCertificate; readonly encryption: MadeCertificate };
  readonly chain: readonly string[];
  readonly seal: MadeSeal;
}

/** How far the update of the token has come; kept over every interruption. */
export interface Update {
  readonly sessionId: string;
  readonly nonce: string;
  /** When something was done last. */
  readonly lastAt: string;
  /** 更新失败: until another session takes it up. */
  readonly interrupted: boolean;
  /** Counts the key pairs that the token has made; 0 before the first request. */
  readonly attempt: number;
  readonly requests: Readonly<Partial<Record<CertificateUse, AcceptedRequest>>>;
  readonly delivery: Delivery | null;
  readonly steps: readonly Step[];
}

export type Ended = 'withdrawn' | 'expired' | 'converted' | 'key-revoked';

export type RenewalState =
  | { readonly status: 'none' }
  | { readonly status: 'open' | 'under-review'; readonly file: RenewalFile }
  /** 审核通过. `update`: since the first session was opened. */
  | {
      readonly status: 'approved';
      readonly file: RenewalFile;
      readonly formDocumentId: string;
      readonly update: Update | null;
    }
  | { readonly status: 'renewed'; readonly file: RenewalFile; readonly newSerial: string }
  | { readonly status: 'ended'; readonly how: Ended; readonly file: RenewalFile };

export const initial: RenewalState = { status: 'none' };

export function evolve(state: RenewalState, event: RenewalEvent): RenewalState {
  if (event.type === 'RenewalStarted') return { status: 'open', file: begun(event.data) };
  if (state.status === 'none') return state;
  switch (event.type) {
    case 'SubmissionConfirmed':
      return { status: 'under-review', file: evolveFile(state.file, event) };
    case 'ReturnedForCorrection':
      return { status: 'open', file: evolveFile(state.file, event) };
    case 'ApprovalRecorded':
      return { status: 'approved', file: state.file, formDocumentId: event.data.formDocumentId, update: null };
    case 'NewKeyProved':
      return { status: 'renewed', file: state.file, newSerial: event.data.certificates.signing };
    case 'RenewalEnded':
      return { status: 'ended', how: event.data.ground, file: state.file };
    case 'UpdateSessionOpened':
    case 'CertificateRequestAccepted':
    case 'AttemptAbandoned':
    case 'RequestRefusalRecorded':
    case 'DeliveryRecorded':
    case 'StepConfirmed':
    case 'UpdateInterrupted':
      return state.status === 'approved' ? { ...state, update: evolveUpdate(state.update, event) } : state;
    default:
      return { ...state, file: evolveFile(state.file, event) };
  }
}

type Data<Type extends RenewalEvent['type']> = Extract<RenewalEvent, { type: Type }>['data'];

function begun(data: Data<'RenewalStarted'>): RenewalFile {
  const { caseId, uscc, serial, formNumber, draft, startedAt: _startedAt, ...key } = data;
  return {
    is: { caseId, uscc, serial },
    key,
    formNumber,
    draft,
    draftVersion: 0,
    formOpen: true,
    formRejected: false,
    form: null,
    documents: noDocuments,
    round: 0,
    confirmedForm: null,
    submittedAt: null,
  };
}

type FileFact = Extract<
  RenewalEvent,
  {
    type:
      | 'DraftSaved'
      | 'FormSubmitted'
      | 'FormReopened'
      | 'PageUploaded'
      | 'PageRemoved'
      | 'SubmissionConfirmed'
      | 'ReturnedForCorrection';
  }
>;

function evolveFile(file: RenewalFile, event: FileFact): RenewalFile {
  switch (event.type) {
    case 'DraftSaved':
      return { ...file, draft: event.data.draft, draftVersion: file.draftVersion + 1 };
    case 'FormSubmitted': {
      const { outdated: _outdated, submittedAt: _submittedAt, ...form } = event.data;
      return { ...file, formOpen: false, formRejected: false, form, documents: foldDocuments(file.documents, event) };
    }
    case 'FormReopened':
      return { ...file, formOpen: true, documents: foldDocuments(file.documents, event) };
    case 'PageUploaded':
    case 'PageRemoved':
      return { ...file, documents: foldDocuments(file.documents, event) };
    case 'SubmissionConfirmed': {
      const { round, formVersion, form, submittedAt } = event.data;
      const confirmedForm = { formVersion, documentId: form.documentId };
      const documents = foldDocuments(file.documents, event);
      return { ...file, round, confirmedForm, documents, submittedAt: file.submittedAt ?? submittedAt };
    }
    case 'ReturnedForCorrection':
      return { ...file, formRejected: event.data.formRejected, documents: foldDocuments(file.documents, event) };
    default: {
      const unknown: never = event;
      void unknown;
      return file;
    }
  }
}

type UpdateFact = Extract<
  RenewalEvent,
  {
    type:
      | 'UpdateSessionOpened'
      | 'CertificateRequestAccepted'
      | 'AttemptAbandoned'
      | 'RequestRefusalRecorded'
      | 'DeliveryRecorded'
      | 'StepConfirmed'
      | 'UpdateInterrupted';
  }
>;

const nothingDone = { requests: {}, delivery: null, steps: [] } as const;

function evolveUpdate(update: Update | null, event: UpdateFact): Update | null {
  if (event.type === 'UpdateSessionOpened') {
    const { sessionId, nonce, openedAt: lastAt } = event.data;
    const done = update ?? { attempt: 0, ...nothingDone };
    return { ...done, sessionId, nonce, lastAt, interrupted: false };
  }
  if (update === null) return null;
  switch (event.type) {
    case 'CertificateRequestAccepted': {
      const { attempt, use, spkiSha256, acceptedAt: lastAt } = event.data;
      return { ...update, attempt, lastAt, requests: { ...update.requests, [use]: { spkiSha256, refused: null } } };
    }
    case 'AttemptAbandoned':
      return { ...update, ...nothingDone };
    case 'RequestRefusalRecorded': {
      const { use, code, recordedAt: lastAt } = event.data;
      const request = update.requests[use];
      return request === undefined
        ? update
        : { ...update, lastAt, requests: { ...update.requests, [use]: { ...request, refused: code } } };
    }
    case 'DeliveryRecorded': {
      const { certificates, chain, seal, recordedAt: lastAt } = event.data;
      return { ...update, lastAt, delivery: { certificates, chain, seal } };
    }
    case 'StepConfirmed':
      return { ...update, lastAt: event.data.confirmedAt, steps: [...update.steps, event.data.step] };
    case 'UpdateInterrupted':
      return { ...update, interrupted: true };
  }
}
