import { removedPage, uploadedPage } from '@ekey/case-papers';
import { reject } from '@ekey/kernel';
import type { DataOf } from '../key-application.commands';
import { withApplicant, type Answer } from '../key-application.rejections';
import type { KeyApplicationState } from '../key-application.state';

export function uploadPage({ now, ...brought }: DataOf<'UploadPage'>, state: KeyApplicationState): Answer {
  const open = withApplicant(state);
  if ('refusal' in open) return open.refusal;
  if (open.file.formOpen) return reject('FormOpen');
  const page = uploadedPage(brought, open.file);
  if (page === null) return [];
  return 'rejected' in page ? page : [{ type: 'PageUploaded', data: { ...page, uploadedAt: now } }];
}

export function removePage({ now, ...place }: DataOf<'RemovePage'>, state: KeyApplicationState): Answer {
  const open = withApplicant(state);
  if ('refusal' in open) return open.refusal;
  if (open.file.formOpen) return reject('FormOpen');
  const page = removedPage(place, open.file);
  return page === null ? [] : [{ type: 'PageRemoved', data: { ...page, removedAt: now } }];
}
