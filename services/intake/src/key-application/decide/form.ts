import { paperwork } from '@ekey/case-papers';
import type { DataOf } from '../key-application.commands';
import { byApplicant, type Answer } from '../key-application.rejections';
import type { KeyApplicationState } from '../key-application.state';

export const saveDraft = (data: DataOf<'SaveDraft'>, state: KeyApplicationState): Answer =>
  byApplicant(state, (file) => paperwork.saveDraft(data, file));

/** Submit no. 1. What it brings was checked against the draft of `draftVersion`, and holds for no other. */
export const submitForm = (data: DataOf<'SubmitForm'>, state: KeyApplicationState): Answer =>
  byApplicant(state, (file) => paperwork.submitForm(data, file));

export const reopenForm = (data: DataOf<'ReopenForm'>, state: KeyApplicationState): Answer =>
  byApplicant(state, (file) => paperwork.reopenForm(data, file));
