import { canonicalJson, reject, type Rejection } from '@ekey/kernel';
import type { DraftForm } from '../form/draft-form';
import { VERSION_BOUND, type Slot } from '../scans/documents';
import type { RemovedPage, UploadedPage } from '../scans/document-file';
import { removedPage, uploadedPage, type BroughtPage, type PageRejection, type Papers } from '../scans/page-rules';

/** What decides on form and scans of a case that is in the hands of whoever submits it. */
export interface Paperwork extends Papers {
  readonly draft: DraftForm | null;
  /** Counts the drafts saved. */
  readonly draftVersion: number;
  /** Being filled in; nothing but the form can be worked on then. */
  readonly formOpen: boolean;
}

export type PaperworkRejection = PageRejection | 'FormOpen' | 'FormSubmitted' | 'DraftChanged';
type Answer<Type extends string, Data> =
  readonly { readonly type: Type; readonly data: Data }[] | Rejection<PaperworkRejection>;
interface At {
  readonly now: string;
}

export function saveDraft(
  { draft, now }: At & { readonly draft: DraftForm },
  file: Paperwork,
): Answer<'DraftSaved', { readonly draft: DraftForm; readonly savedAt: string }> {
  if (!file.formOpen) return reject('FormSubmitted');
  if (canonicalJson(draft) === canonicalJson(file.draft)) return [];
  return [{ type: 'DraftSaved', data: { draft, savedAt: now } }];
}

/** Submit no. 1. What it brings was checked against the draft of `draftVersion`, and holds for no other. */
export function submitForm<Form extends { readonly formVersion: number }>(
  { draftVersion, now, ...form }: At & Form & { readonly draftVersion: number },
  file: Paperwork,
): Answer<
  'FormSubmitted',
  Omit<At & Form & { readonly draftVersion: number }, 'draftVersion' | 'now'> & { readonly submittedAt: string }
> {
  if (!file.formOpen) return reject('FormSubmitted');
  const next = (file.form?.formVersion ?? 0) + 1;
  if (draftVersion !== file.draftVersion || form.formVersion !== next) return reject('DraftChanged');
  return [{ type: 'FormSubmitted', data: { ...form, submittedAt: now } }];
}

/** The printouts that carry the form's version stop counting at once; the others only if what they show will change. */
export function reopenForm(
  { now }: At,
  file: Paperwork,
): Answer<'FormReopened', { readonly stale: readonly Slot[]; readonly reopenedAt: string }> {
  return file.formOpen ? [] : [{ type: 'FormReopened', data: { stale: VERSION_BOUND, reopenedAt: now } }];
}

export function uploadPage(
  { now, ...brought }: At & BroughtPage,
  file: Paperwork,
): Answer<'PageUploaded', UploadedPage & { readonly uploadedAt: string }> {
  if (file.formOpen) return reject('FormOpen');
  const page = uploadedPage(brought, file);
  if (page === null) return [];
  return 'rejected' in page ? page : [{ type: 'PageUploaded', data: { ...page, uploadedAt: now } }];
}

export function removePage(
  { now, ...place }: At & Pick<BroughtPage, 'slot' | 'page'>,
  file: Paperwork,
): Answer<'PageRemoved', RemovedPage & { readonly removedAt: string }> {
  if (file.formOpen) return reject('FormOpen');
  const page = removedPage(place, file);
  return page === null ? [] : [{ type: 'PageRemoved', data: { ...page, removedAt: now } }];
}
