import { documentVersions, lacks, missingConsents } from '@ekey/case-papers';
import { reject, type Rejection } from '@ekey/kernel';
import { askedDocuments } from '../asked-documents';
import type { DataOf } from '../key-application.commands';
import type { FormAsSubmitted } from '../key-application.events';
import { withApplicant, type Answer, type KeyApplicationRejection } from '../key-application.rejections';
import type { CaseFile, KeyApplicationState } from '../key-application.state';

/** Submit no. 2: the case goes to review, and the clock of the pre-verification starts. */
export function confirmSubmission(data: DataOf<'ConfirmSubmission'>, state: KeyApplicationState): Answer {
  const open = withApplicant(state);
  if ('refusal' in open) return open.refusal;
  const { file } = open;
  if (file.formOpen || file.form === null) return reject('FormOpen');
  const refusal = whatIsMissing(file, data);
  if (refusal !== null) return refusal;
  const { round, reservationId, consents, submittedBy, now } = data;
  return [
    {
      type: 'SubmissionConfirmed',
      data: {
        ...file.is,
        ...file.form,
        changedFields: changedSinceLastRound(file, file.form),
        mailTo: file.mailTo,
        round,
        formNumber: file.formNumber,
        reservationId,
        consents,
        documents: documentVersions(file.documents),
        submittedBy,
        submittedAt: now,
      },
    },
  ];
}

function whatIsMissing(
  file: CaseFile,
  { round, reservationId, consents }: DataOf<'ConfirmSubmission'>,
): Rejection<KeyApplicationRejection> | null {
  if (round !== file.round + 1) return reject('RoundMismatch', { round: file.round + 1 });
  if (file.formRejected) return reject('FormRejected');
  const missing = lacks(file.documents, askedDocuments(file.named));
  if (missing.length > 0) return reject('DocumentsMissing', { documents: missing });
  const consentsMissing = missingConsents(consents);
  if (consentsMissing.length > 0) return reject('ConsentsMissing', { consents: consentsMissing });
  return holdsReservation(file, reservationId) ? null : reject('ReservationNotHeld');
}

/** The first round brings a reservation that was not given up; every later one stands on that of the first. */
const holdsReservation = (file: CaseFile, reservationId: string): boolean =>
  file.reservationId === null ? !file.givenUp.includes(reservationId) : file.reservationId === reservationId;

const changedSinceLastRound = (file: CaseFile, form: FormAsSubmitted): readonly string[] =>
  file.confirmedForm?.formVersion === form.formVersion ? [] : form.changedFields;

/**
 * Recorded before the slot is released, so that a late submission finds its reservation gone. A case under way holds its
 * slot by its first submission, whatever a later broken-off attempt may have reserved.
 */
export function giveUpReservation(
  { reservationId, now }: DataOf<'GiveUpReservation'>,
  state: KeyApplicationState,
): Answer {
  if (state.status === 'none' || state.file.givenUp.includes(reservationId)) return [];
  if (state.status !== 'ended' && state.file.round > 0) return [];
  return [{ type: 'ReservationGivenUp', data: { ...state.file.is, reservationId, givenUpAt: now } }];
}
