import { paperwork } from '@ekey/case-papers';
import type { DataOf } from '../key-application.commands';
import { byApplicant, type Answer } from '../key-application.rejections';
import type { KeyApplicationState } from '../key-application.state';

export const uploadPage = (data: DataOf<'UploadPage'>, state: KeyApplicationState): Answer =>
  byApplicant(state, (file) => paperwork.uploadPage(data, file));

export const removePage = (data: DataOf<'RemovePage'>, state: KeyApplicationState): Answer =>
  byApplicant(state, (file) => paperwork.removePage(data, file));
