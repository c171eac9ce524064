import { recorded } from '@ekey/kernel/testing';
import type { UnlockAsked, UnlockAskedNoMore } from '../key-in-hand/key-in-hand.events';
import type { HeldKey } from '../revocation/revocation.events';
import { exampleHeldKey as held } from '../testing/example-held-key';
import { whenUnlockAskedOrNoMoreThenRequestOrWithdrawIt as policy } from './when-unlock-asked-or-no-more-then-request-or-withdraw-it.policy';

const now = '2026-03-02T01:00:00.000Z';
const request = { requestId: 'request-1', caseId: 'case-0' };
const reason = 'pin-forgotten' as const;
const react = (fact: UnlockAsked | UnlockAskedNoMore) =>
  policy.react(recorded(fact, { stream: 'issuance.KeyInHand-EK1' }));
const asked = (key: HeldKey | null): UnlockAsked => ({
  type: 'UnlockAsked',
  data: { asking: { ...request, uscc: held.uscc, reason }, key, askedAt: now },
});
const askedNoMore = (key: HeldKey | null): UnlockAskedNoMore => ({
  type: 'UnlockAskedNoMore',
  data: { requestId: request.requestId, key, takenBackAt: now },
});

describe('when an unlocking is asked for on line, or no more', () => {
  it('it is asked of the key in the token', () =>
    expect(react(asked(held))).toEqual([
      { id: 'case-1.1', command: { type: 'RequestUnlockOnLine', data: { key: held, request, reason, now } } },
    ]));
  it('it is withdrawn from the key of which it was asked', () =>
    expect(react(askedNoMore(held))).toEqual([
      { id: 'case-1.1', command: { type: 'WithdrawUnlock', data: { requestId: 'request-1', now } } },
    ]));
  it('nothing can be done before it is known which key that is', () => {
    expect(react(asked(null))).toEqual([]);
    expect(react(askedNoMore(null))).toEqual([]);
  });
});
