import {
  REQUIRED_CONSENTS,
  SLOTS,
  VERSION_BOUND,
  blankPage,
  expectedCode,
  heldPages,
  lackOf,
  type PrintedCode,
  type Slot,
} from '@ekey/case-papers';
import { isRejection } from '@ekey/kernel';
import { keyApplication } from './key-application.decider';
import type { ApplicantCommand, DataOf, KeyApplicationCommand } from './key-application.commands';
import type { KeyApplicationRejection } from './key-application.rejections';
import type { CaseFile, KeyApplicationState } from './key-application.state';

/** What the applicant may try, each with the decider's own answer to it. */
export interface PossibleCommand {
  readonly command: ApplicantCommand['type'];
  readonly allowed: boolean;
  readonly because?: KeyApplicationRejection | 'FirstApplicationNotAllowed';
  readonly detail?: Readonly<Record<string, unknown>>;
}

/**
 * What the applicant may do now, by asking `decide` about a specimen of each command, so that no button can disagree
 * with the rules. A specimen holds nothing wrong that the applicant could still mend in it.
 */
export function possibleCommands(state: KeyApplicationState, now: string): readonly PossibleCommand[] {
  if (state.status === 'none') return [];
  return specimens(state.file, now).map((specimen) => {
    const decision = keyApplication.decide(specimen, state);
    // Facts to be stored mean that it would change something; none, that it is so already.
    if (!isRejection(decision)) return { command: specimen.type, allowed: decision.length > 0 };
    const { rejected, detail } = decision;
    return { command: specimen.type, allowed: false, because: rejected, ...(detail === undefined ? {} : { detail }) };
  });
}

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
    { type: 'CorrectContact', data: { mailTo: 'specimen@example.com', now } },
    { type: 'ReportKeyLoss', data: { tokenSerial: 'specimen', now } },
    { type: 'RequestActivation', data: { requestId: 'specimen', because: 'asked-again', now } },
  ];
}

const aSlot = (file: CaseFile): Slot => SLOTS.find((slot) => lackOf(file.documents[slot]) !== null) ?? SLOTS[0];

const aPage = (file: CaseFile): [Slot, number] => {
  const slot = SLOTS.find((each) => heldPages(file.documents[each]).length > 0) ?? SLOTS[0];
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
