import { documentVersions, lacks, missingConsents, paperwork } from '@ekey/case-papers';
import { reject } from '@ekey/kernel';
import { RENEWAL_SLOTS } from '../renewal-slots';
import type { DataOf } from '../renewal.commands';
import { byHolder, type Answer, type Refusal } from '../renewal.rejections';
import type { RenewalFile, RenewalState } from '../renewal.state';

export function startRenewal({ now, ...begun }: DataOf<'StartRenewal'>, state: RenewalState): Answer {
  if (state.status !== 'none') return reject('AlreadyStarted');
  return [{ type: 'RenewalStarted', data: { ...begun, startedAt: now } }];
}

export const saveDraft = (data: DataOf<'SaveDraft'>, state: RenewalState): Answer =>
  byHolder(state, (file) => paperwork.saveDraft(data, file));

/** Submit no. 1. What it brings was checked against the draft of `draftVersion`, and holds for no other. */
export const submitForm = (data: DataOf<'SubmitForm'>, state: RenewalState): Answer =>
  byHolder(state, (file) => paperwork.submitForm(data, file));

export const reopenForm = (data: DataOf<'ReopenForm'>, state: RenewalState): Answer =>
  byHolder(state, (file) => paperwork.reopenForm(data, file));

export const uploadPage = (data: DataOf<'UploadPage'>, state: RenewalState): Answer =>
  byHolder(state, (file) => paperwork.uploadPage(data, file));

export const removePage = (data: DataOf<'RemovePage'>, state: RenewalState): Answer =>
  byHolder(state, (file) => paperwork.removePage(data, file));

/** Submit no. 2: the case goes to the provider, and the clock of its review starts. */
export const confirmSubmission = (data: DataOf<'ConfirmSubmission'>, state: RenewalState): Answer =>
  byHolder(state, (file) => confirmed(data, file));

function confirmed(data: DataOf<'ConfirmSubmission'>, file: RenewalFile): Answer {
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
