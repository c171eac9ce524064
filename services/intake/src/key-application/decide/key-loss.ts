import { reject } from '@ekey/kernel';
import type { DataOf } from '../key-application.commands';
import type { Answer } from '../key-application.rejections';
import type { KeyApplicationState } from '../key-application.state';

/** Each report is told, however often: whether the key was found in between is known elsewhere. */
export function reportKeyLoss({ tokenSerial, now }: DataOf<'ReportKeyLoss'>, state: KeyApplicationState): Answer {
  if (state.status === 'none') return reject('ApplicationUnknown');
  if (state.status !== 'collected') return reject('KeyNotCollected');
  return [{ type: 'KeyLossReported', data: { ...state.file.is, tokenSerial, reportedAt: now } }];
}
