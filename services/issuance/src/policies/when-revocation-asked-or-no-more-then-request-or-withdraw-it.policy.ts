import type { Policy } from '@ekey/kernel';
import type { RevocationAsked, RevocationAskedNoMore } from '../key-in-hand/key-in-hand.events';
import type { RequestRevocationOnLine, WithdrawRevocation } from '../revocation/revocation.commands';
import { keyIdOf } from '../revocation/revocation.events';

/** What is asked of a token is asked of the key in it. One policy for both ways, so that they arrive in their order. */
export const whenRevocationAskedOrNoMoreThenRequestOrWithdrawIt: Policy<
  RevocationAsked | RevocationAskedNoMore,
  RequestRevocationOnLine | WithdrawRevocation
> = {
  name: 'when-revocation-asked-or-no-more-then-request-or-withdraw-it',
  from: 'own',
  on: ['RevocationAsked', 'RevocationAskedNoMore'],
  react: ({ type, data, meta }) => {
    if (data.key === null) return [];
    const { key } = data;
    const [id, now] = [keyIdOf(key), meta.recordedAt];
    if (type === 'RevocationAskedNoMore')
      return [{ id, command: { type: 'WithdrawRevocation', data: { requestId: data.requestId, now } } }];
    const { requestId, caseId, ground, reference, requestedAt } = data.asking;
    const asked = { key, request: { requestId, caseId }, ground, reference, requestedAt, now };
    return [{ id, command: { type: 'RequestRevocationOnLine', data: asked } }];
  },
};
