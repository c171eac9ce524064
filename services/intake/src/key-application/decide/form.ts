import { VERSION_BOUND } from '@ekey/case-papers';
import { canonicalJson, reject } from '@ekey/kernel';
import type { DataOf } from '../key-application.commands';
import { withApplicant, type Answer } from '../key-application.rejections';
import type { KeyApplicationState } from '../key-application.state';

export function saveDraft({ draft, now }: DataOf<'SaveDraft'>, state: KeyApplicationState): Answer {
  const open = withApplicant(state);
  if ('refusal' in open) return open.refusal;
  if (!open.file.formOpen) return reject('FormSubmitted');
  if (canonicalJson(draft) === canonicalJson(open.file.draft)) return [];
  return [{ type: 'DraftSaved', data: { draft, savedAt: now } }];
}

/** Submit no. 1. What it brings was checked against the draft of `draftVersion`, and holds for no other. */
export function submitForm({ draftVersion, now, ...form }: DataOf<'SubmitForm'>, state: KeyApplicationState): Answer {
  const open = withApplicant(state);
  if ('refusal' in open) return open.refusal;
  const { file } = open;
  if (!file.formOpen) return reject('FormSubmitted');
  const next = (file.form?.formVersion ?? 0) + 1;
  if (draftVersion !== file.draftVersion || form.formVersion !== next) return reject('DraftChanged');
  return [{ type: 'FormSubmitted', data: { ...form, submittedAt: now } }];
}

/** The printouts that carry the form's version stop counting at once; the others only if what they show will change. */
export function reopenForm({ now }: DataOf<'ReopenForm'>, state: KeyApplicationState): Answer {
  const open = withApplicant(state);
  if ('refusal' in open) return open.refusal;
  if (open.file.formOpen) return [];
  return [{ type: 'FormReopened', data: { stale: VERSION_BOUND, reopenedAt: now } }];
}
