import { documentVersions, lacks, missingConsents, removedPage, uploadedPage, VERSION_BOUND } from '@ekey/case-papers';
import { canonicalJson, reject } from '@ekey/kernel';
import { RENEWAL_SLOTS } from '../renewal-slots';
import type { DataOf } from '../renewal.commands';
import { withHolder, type Answer, type Refusal } from '../renewal.rejections';
import type { RenewalFile, RenewalState } from '../renewal.state';

export function startRenewal({ now, ...begun }: DataOf<'StartRenewal'>, state: RenewalState): Answer {
  if (state.status !== 'none') return reject('AlreadyStarted');
  return [{ type: 'RenewalStarted', data: { ...begun, startedAt: now } }];
}

export function saveDraft({ draft, now }: DataOf<'SaveDraft'>, state: RenewalState): Answer {
  const open = withHolder(state);
  if ('refusal' in open) return open.refusal;
  if (!open.file.formOpen) return reject('FormSubmitted');
  if (canonicalJson(draft) === canonicalJson(open.file.draft)) return [];
  return [{ type: 'DraftSaved', data: { draft, savedAt: now } }];
}

/** Submit no. 1. What it brings was checked against the draft of `draftVersion`, and holds for no other. */
export function submitForm({ draftVersion, now, ...form }: DataOf<'SubmitForm'>, state: RenewalState): Answer {
  const open = withHolder(state);
  if ('refusal' in open) return open.refusal;
  const { file } = open;
  if (!file.formOpen) return reject('FormSubmitted');
  const next = (file.form?.formVersion ?? 0) + 1;
  if (draftVersion !== file.draftVersion || form.formVersion !== next) return reject('DraftChanged');
  return [{ type: 'FormSubmitted', data: { ...form, submittedAt: now } }];
}

export function reopenForm({ now }: DataOf<'ReopenForm'>, state: RenewalState): Answer {
  const open = withHolder(state);
  if ('refusal' in open) return open.refusal;
  if (open.file.formOpen) return [];
  return [{ type: 'FormReopened', data: { stale: VERSION_BOUND, reopenedAt: now } }];
}

export function uploadPage({ now, ...brought }: DataOf<'UploadPage'>, state: RenewalState): Answer {
  const open = withHolder(state);
  if ('refusal' in open) return open.refusal;
  if (open.file.formOpen) return reject('FormOpen');
  const page = uploadedPage(brought, open.file);
  if (page === null) return [];
  return 'rejected' in page ? page : [{ type: 'PageUploaded', data: { ...page, uploadedAt: now } }];
}

export function removePage({ now, ...place }: DataOf<'RemovePage'>, state: RenewalState): Answer {
  const open = withHolder(state);
  if ('refusal' in open) return open.refusal;
  if (open.file.formOpen) return reject('FormOpen');
  const page = removedPage(place, open.file);
  return page === null ? [] : [{ type: 'PageRemoved', data: { ...page, removedAt: now } }];
}

/** Submit no. 2: the case goes to the provider, and the clock of its review starts. */
export function confirmSubmission(data: DataOf<'ConfirmSubmission'>, state: RenewalState): Answer {
  const open = withHolder(state);
  if ('refusal' in open) return open.refusal;
  const { file } = open;
  if (file.formOpen || file.form === null) return reject('FormOpen');
  const refusal = whatIsMissing(file, data);
  if (refusal !== null) return refusal;
  const { round, consents, submittedBy, now } = data;
  const { nameCn, agencyId, pickupPointId, notAfter } = file.key;
  const changedFields = file.confirmedForm?.formVersion === file.form.formVersion ? [] : file.form.changedFields;
  const documents = documentVersions(file.documents);
  const about = { ...file.is, ...file.form, changedFields, nameCn, agencyId, pickupPointId, notAfter };
  const { formNumber } = file;
  const confirmed = { ...about, round, formNumber, consents, documents, submittedBy, submittedAt: now };
  return [{ type: 'SubmissionConfirmed', data: confirmed }];
}

/** Once submitted in time, a renewal may be corrected after the end of the certificate. */
function whatIsMissing(file: RenewalFile, { round, consents, now }: DataOf<'ConfirmSubmission'>): Refusal | null {
  if (file.submittedAt === null && now > file.key.notAfter) return reject('CertificateEnded');
  if (round !== file.round + 1) return reject('RoundMismatch', { round: file.round + 1 });
  if (file.formRejected) return reject('FormRejected');
  const missing = lacks(file.documents, RENEWAL_SLOTS);
  if (missing.length > 0) return reject('DocumentsMissing', { documents: missing });
  const notAccepted = missingConsents(consents);
  return notAccepted.length > 0 ? reject('ConsentsMissing', { consents: notAccepted }) : null;
}
