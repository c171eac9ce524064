import { reject } from '@ekey/kernel';
import type { DataOf } from '../key-application.commands';
import type { Answer } from '../key-application.rejections';
import type { KeyApplicationState } from '../key-application.state';

/** The address for mail stands in no certificate, and so may be corrected at any stage without a new review. */
export function correctContact({ mailTo, now }: DataOf<'CorrectContact'>, state: KeyApplicationState): Answer {
  if (state.status === 'none') return reject('ApplicationUnknown');
  if (state.status === 'ended') return reject('CaseEnded', { how: state.how });
  if (state.file.form === null) return reject('ContactNotYetGiven');
  if (state.file.mailTo === mailTo) return [];
  return [{ type: 'ContactCorrected', data: { ...state.file.is, mailTo, correctedAt: now } }];
}

export function recordUndeliverable(
  { noticeId, purpose, cause, now }: DataOf<'RecordUndeliverableMail'>,
  state: KeyApplicationState,
): Answer {
  if (state.status === 'none' || state.file.undeliverable.includes(noticeId)) return [];
  return [{ type: 'MailUndeliverable', data: { noticeId, purpose, cause, abandonedAt: now } }];
}
