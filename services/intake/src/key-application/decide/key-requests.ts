import { reject } from '@ekey/kernel';
import type { DataOf } from '../key-application.commands';
import { byHolder, type Answer } from '../key-application.rejections';
import type { KeyApplicationState } from '../key-application.state';

/*
 * What an enterprise asks of the key that a case has brought it. Whether it can be done is known where the key was made, and told from
 * there. An answer to one that was withdrawn meanwhile, and perhaps followed by another, comes too late.
 */

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

export function recordUnlockAnswer(
  { requestId, outcome, now }: DataOf<'RecordUnlockAnswer'>,
  state: KeyApplicationState,
): Answer {
  if (state.status === 'none' || state.file.unlock?.requestId !== requestId) return [];
  return [{ type: 'KeyUnlockAnswered', data: { requestId, outcome, answeredAt: now } }];
}

export const requestRevocation = (
  { tokenSerial, requestId, ground, now }: DataOf<'RequestRevocation'>,
  state: KeyApplicationState,
): Answer =>
  byHolder(state, ({ is, formNumber, revocation }) => {
    if (revocation !== null) return reject('RevocationUnderWay');
    const data = { ...is, tokenSerial, requestId, ground, formNumber, requestedAt: now };
    return [{ type: 'KeyRevocationRequested', data }];
  });

export function withdrawRevocationRequest(
  { now }: DataOf<'WithdrawRevocationRequest'>,
  state: KeyApplicationState,
): Answer {
  if (state.status === 'none') return reject('ApplicationUnknown');
  const { is, revocation } = state.file;
  if (revocation === null) return reject('RevocationNotRequested');
  return [{ type: 'KeyRevocationRequestWithdrawn', data: { ...is, ...revocation, withdrawnAt: now } }];
}

export function recordRevocationAnswer(
  { requestId, outcome, now }: DataOf<'RecordRevocationAnswer'>,
  state: KeyApplicationState,
): Answer {
  if (state.status === 'none' || state.file.revocation?.requestId !== requestId) return [];
  return [{ type: 'KeyRevocationAnswered', data: { requestId, outcome, answeredAt: now } }];
}
