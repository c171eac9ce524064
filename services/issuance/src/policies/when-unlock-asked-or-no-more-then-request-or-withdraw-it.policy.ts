import type { Policy } from '@ekey/kernel';
import type { UnlockAsked, UnlockAskedNoMore } from '../key-in-hand/key-in-hand.events';
import { keyIdOf } from '../revocation/revocation.events';
import type { RequestUnlockOnLine, WithdrawUnlock } from '../unlock/unlock.commands';

/** What is asked of a token is asked of the key in it. One policy for both ways, so that they arrive in their order. */
export const whenUnlockAskedOrNoMoreThenRequestOrWithdrawIt: Policy<
  UnlockAsked | UnlockAskedNoMore,
  RequestUnlockOnLine | WithdrawUnlock
> = {
  name: 'when-unlock-asked-or-no-more-then-request-or-withdraw-it',
  from: 'own',
  on: ['UnlockAsked', 'UnlockAskedNoMore'],
  react: ({ type, data, meta }) => {
    if (data.key === null) return [];
    const { key } = data;
    const [id, now] = [keyIdOf(key), meta.recordedAt];
    if (type === 'UnlockAskedNoMore')
      return [{ id, command: { type: 'WithdrawUnlock', data: { requestId: data.requestId, now } } }];
    const { requestId, caseId, reason } = data.asking;
    return [
      { id, command: { type: 'RequestUnlockOnLine', data: { key, request: { requestId, caseId }, reason, now } } },
    ];
  },
};
