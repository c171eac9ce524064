import { reject } from '@ekey/kernel';
import type { DataOf } from '../key-application.commands';
import { byHolder, type Answer } from '../key-application.rejections';
import type { KeyApplicationState } from '../key-application.state';

/** Whether the key may be revoked is known where it was made, and told from there. */
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

/** One that was withdrawn meanwhile, and perhaps followed by another, is answered too late. */
export function recordRevocationAnswer(
  { requestId, outcome, now }: DataOf<'RecordRevocationAnswer'>,
  state: KeyApplicationState,
): Answer {
  if (state.status === 'none' || state.file.revocation?.requestId !== requestId) return [];
  return [{ type: 'KeyRevocationAnswered', data: { requestId, outcome, answeredAt: now } }];
}
