import {
  REQUIRED_CONSENTS,
  SLOTS,
  VERSION_BOUND,
  askedOfEach,
  blankPage,
  expectedCode,
  heldPages,
  lackOf,
  type PossibleCommand as Possible,
  type PrintedCode,
  type Slot,
} from '@ekey/case-papers';
import type { SlotBar } from '../enterprise-slots/what-bars';
import { askedDocuments } from './asked-documents';
import { keyApplication } from './key-application.decider';
import type { ApplicantCommand, DataOf, KeyApplicationCommand } from './key-application.commands';
import type { KeyApplicationRejection } from './key-application.rejections';
import type { CaseFile, KeyApplicationState } from './key-application.state';

/** What the applicant may try, each with the decider's own answer to it. */
export type PossibleCommand = Possible<ApplicantCommand['type'], KeyApplicationRejection | SlotBar>;

/** What the applicant may do now, as the decider answers. */
export const possibleCommands = (state: KeyApplicationState, now: string): readonly PossibleCommand[] =>
  state.status === 'none'
    ? []
    : askedOfEach(specimens(state.file, now), (specimen) => keyApplication.decide(specimen, state));

type Specimen = Extract<KeyApplicationCommand, { type: ApplicantCommand['type'] }>;

function specimens(file: CaseFile, now: string): readonly Specimen[] {
  const consents = REQUIRED_CONSENTS.map(({ code, version }) => ({ code, version }));
  const reservationId = file.reservationId ?? 'specimen';
  const [slot, page] = aPage(file);
  return [
    { type: 'SaveDraft', data: { draft: { nameCn: '·' }, now } },
    { type: 'SubmitForm', data: unjudgedForm(file, now) },
    { type: 'ReopenForm', data: { now } },
    {
      type: 'UploadPage',
      data: { slot: aSlot(file), page: 1, image: blankPage, code: codeFor(aSlot(file), file), now },
    },
    { type: 'RemovePage', data: { slot, page, now } },
    {
      type: 'ConfirmSubmission',
      data: { round: file.round + 1, reservationId, consents, submittedBy: file.accountId, now },
    },
    { type: 'WithdrawApplication', data: { now } },
    ...(file.named?.ground === 'lost' ? [{ type: 'TakeBackLoss', data: { now } } as const] : []),
    { type: 'CorrectContact', data: { mailTo: 'specimen@example.com', now } },
    { type: 'ReportKeyLoss', data: { tokenSerial: 'specimen', now } },
    {
      type: 'RequestUnlock',
      data: { tokenSerial: 'specimen', requestId: 'specimen', reason: 'pin-forgotten', now },
    },
    { type: 'WithdrawUnlockRequest', data: { now } },
    { type: 'RequestActivation', data: { requestId: 'specimen', because: 'asked-again', now } },
  ];
}

const aSlot = (file: CaseFile): Slot =>
  askedDocuments(file.named).find((slot) => lackOf(file.documents[slot]) !== null) ?? SLOTS[0];

const aPage = (file: CaseFile): [Slot, number] => {
  const slot = askedDocuments(file.named).find((each) => heldPages(file.documents[each]).length > 0) ?? SLOTS[0];
  return [slot, heldPages(file.documents[slot])[0]?.page ?? 1];
};

const codeFor = (slot: Slot, file: CaseFile): PrintedCode | null =>
  VERSION_BOUND.includes(slot) ? expectedCode(slot, file) : null;

/** A submission of the form that says nothing but which draft it is of: enough for the decider to tell whether one is due. */
export const unjudgedForm = (file: CaseFile, now: string): DataOf<'SubmitForm'> => ({
  draftVersion: file.draftVersion,
  formVersion: (file.form?.formVersion ?? 0) + 1,
  form: blankPage.image,
  digest: '',
  nameCn: '',
  agencyId: '',
  pickupPointId: '',
  licenceTypes: [],
  changedFields: [],
  outdated: [],
  mailTo: null,
  now,
});
