import { paperwork } from '@ekey/case-papers';
import { reject } from '@ekey/kernel';
import { askedDocuments } from '../asked-documents';
import type { DataOf } from '../key-application.commands';
import { byApplicant, type Answer } from '../key-application.rejections';
import type { KeyApplicationState } from '../key-application.state';

export const uploadPage = (data: DataOf<'UploadPage'>, state: KeyApplicationState): Answer =>
  byApplicant(state, (file) =>
    askedDocuments(file.named).includes(data.slot)
      ? paperwork.uploadPage(data, file)
      : reject('DocumentNotAsked', { slot: data.slot }),
  );

export const removePage = (data: DataOf<'RemovePage'>, state: KeyApplicationState): Answer =>
  byApplicant(state, (file) => paperwork.removePage(data, file));
