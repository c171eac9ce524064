import { reject } from '@ekey/kernel';
import type { DataOf } from '../key-application.commands';
import { byHolder, type Answer } from '../key-application.rejections';
import type { KeyApplicationState } from '../key-application.state';

/** Whether the key may be unlocked is known where it was made, and told from there. */
export const requestUnlock = (
  { tokenSerial, requestId, reason, now }: DataOf<'RequestUnlock'>,
  state: KeyApplicationState,
): Answer =>
  byHolder(state, ({ is, unlock }) => {
    if (unlock !== null) return reject('UnlockUnderWay');
    return [{ type: 'KeyUnlockRequested', data: { ...is, tokenSerial, requestId, reason, requestedAt: now } }];
  });

export function withdrawUnlockRequest({ now }: DataOf<'WithdrawUnlockRequest'>, state: KeyApplicationState): Answer {
  if (state.status === 'none') return reject('ApplicationUnknown');
  const { is, unlock } = state.file;
  if (unlock === null) return reject('UnlockNotRequested');
  return [{ type: 'KeyUnlockRequestWithdrawn', data: { ...is, ...unlock, withdrawnAt: now } }];
}

/** One that was withdrawn meanwhile, and perhaps followed by another, is answered too late. */
export function recordUnlockAnswer(
  { requestId, outcome, now }: DataOf<'RecordUnlockAnswer'>,
  state: KeyApplicationState,
): Answer {
  if (state.status === 'none' || state.file.unlock?.requestId !== requestId) return [];
  return [{ type: 'KeyUnlockAnswered', data: { requestId, outcome, answeredAt: now } }];
}
