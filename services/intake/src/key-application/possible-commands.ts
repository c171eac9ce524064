import {
  allConsents,
  askedOfEach,
  paperSpecimens,
  unjudgedForm,
  type PossibleCommand as Possible,
} from '@ekey/case-papers';
import type { SlotBar } from '../enterprise-slots/what-bars';
import { askedDocuments } from './asked-documents';
import { keyApplication } from './key-application.decider';
import type { ApplicantCommand, DataOf, KeyApplicationCommand } from './key-application.commands';
import type { KeyApplicationRejection } from './key-application.rejections';
import type { CaseFile, KeyApplicationState } from './key-application.state';

/** What the applicant may try, each with the decider's own answer to it. */
export type PossibleCommand = Possible<
  ApplicantCommand['type'],
  KeyApplicationRejection | SlotBar | 'LossReportedElsewhere'
>;

/** What the applicant may do now, as the decider answers. */
export const possibleCommands = (state: KeyApplicationState, now: string): readonly PossibleCommand[] =>
  state.status === 'none'
    ? []
    : askedOfEach(specimens(state.file, now), (specimen) => keyApplication.decide(specimen, state));

type Specimen = Extract<KeyApplicationCommand, { type: ApplicantCommand['type'] }>;

function specimens(file: CaseFile, now: string): readonly Specimen[] {
  const reservationId = file.reservationId ?? 'specimen';
  const submission = { round: file.round + 1, reservationId, consents: allConsents, submittedBy: file.accountId, now };
  const asked = askedDocuments(file.named);
  return [
    ...paperSpecimens(file, { asked, draft: { nameCn: '·' }, form: unjudgedSubmission(file, now), now }),
    { type: 'ConfirmSubmission', data: submission },
    { type: 'WithdrawApplication', data: { now } },
    ...(file.named?.ground === 'lost' ? [{ type: 'TakeBackLoss', data: { now } } as const] : []),
    { type: 'CorrectContact', data: { mailTo: 'specimen@example.com', now } },
    { type: 'ReportKeyLoss', data: { tokenSerial: 'specimen', now } },
    {
      type: 'RequestUnlock',
      data: { tokenSerial: 'specimen', requestId: 'specimen', reason: 'pin-forgotten', now },
    },
    { type: 'WithdrawUnlockRequest', data: { now } },
    {
      type: 'RequestRevocation',
      data: { tokenSerial: 'specimen', requestId: 'specimen', ground: 'out-of-use', now },
    },
    { type: 'WithdrawRevocationRequest', data: { now } },
    { type: 'RequestActivation', data: { requestId: 'specimen', because: 'asked-again', now } },
  ];
}

/** Enough for the decider to tell whether a submission of the form is due. */
export const unjudgedSubmission = (file: CaseFile, now: string): DataOf<'SubmitForm'> => ({
  ...unjudgedForm(file, now),
  ...{ nameCn: '', agencyId: '', pickupPointId: '' },
});
