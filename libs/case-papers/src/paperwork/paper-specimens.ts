import { REQUIRED_CONSENTS, type AcceptedConsent } from '../consents';
import type { DraftForm } from '../form/draft-form';
import { heldPages, lackOf } from '../scans/document-file';
import { SLOTS, VERSION_BOUND, type Slot } from '../scans/documents';
import { blankPage, expectedCode } from '../scans/page-rules';
import type { Paperwork } from './paperwork';

/** A submission of the form that says nothing but which draft it is of: enough for the decider to tell whether one is due. */
export const unjudgedForm = ({ draftVersion, form }: Paperwork, now: string) => ({
  draftVersion,
  formVersion: (form?.formVersion ?? 0) + 1,
  form: blankPage.image,
  digest: '',
  licenceTypes: [],
  changedFields: [],
  outdated: [],
  mailTo: null,
  now,
});

/** Every consent that there is to give. */
export const allConsents: readonly AcceptedConsent[] = REQUIRED_CONSENTS.map(({ code, version }) => ({
  code,
  version,
}));

/**
 * One command each about the papers of a case, for `askedOfEach`: a page for the first document that lacks something, and
 * the first page that is held.
 * @param draft other than any that was saved
 */
export const paperSpecimens = <Form>(
  file: Paperwork,
  { asked, draft, form, now }: { asked: readonly Slot[]; draft: DraftForm; form: Form; now: string },
) => {
  const lacking = asked.find((slot) => lackOf(file.documents[slot]) !== null) ?? SLOTS[0];
  const code = VERSION_BOUND.includes(lacking) ? expectedCode(lacking, file) : null;
  const held = asked.find((slot) => heldPages(file.documents[slot]).length > 0) ?? SLOTS[0];
  const page = heldPages(file.documents[held])[0]?.page ?? 1;
  return [
    { type: 'SaveDraft', data: { draft, now } },
    { type: 'SubmitForm', data: form },
    { type: 'ReopenForm', data: { now } },
    { type: 'UploadPage', data: { slot: lacking, page: 1, image: blankPage, code, now } },
    { type: 'RemovePage', data: { slot: held, page, now } },
  ] as const;
};
