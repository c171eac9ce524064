import { recorded } from '@ekey/kernel/testing';
import type { RevocationAsked, RevocationAskedNoMore } from '../key-in-hand/key-in-hand.events';
import type { HeldKey } from '../revocation/revocation.events';
import { exampleHeldKey as held } from '../testing/example-held-key';
import { whenRevocationAskedOrNoMoreThenRequestOrWithdrawIt as policy } from './when-revocation-asked-or-no-more-then-request-or-withdraw-it.policy';

const now = '2026-03-02T01:00:00.000Z';
const request = { requestId: 'request-1', caseId: 'case-0' };
const told = { ground: 'lost', reference: 'SQ-1', requestedAt: '2026-03-02T00:59:00.000Z' } as const;
const react = (fact: RevocationAsked | RevocationAskedNoMore) =>
  policy.react(recorded(fact, { stream: 'issuance.KeyInHand-EK1' }));
const asked = (key: HeldKey | null): RevocationAsked => ({
  type: 'RevocationAsked',
  data: { asking: { ...request, uscc: held.uscc, ...told }, key, askedAt: now },
});
const askedNoMore = (key: HeldKey | null): RevocationAskedNoMore => ({
  type: 'RevocationAskedNoMore',
  data: { requestId: request.requestId, key, takenBackAt: now },
});

describe('when a revocation is asked for on line, or no more', () => {
  it('it is asked of the key in the token', () =>
    expect(react(asked(held))).toEqual([
      { id: 'case-1.1', command: { type: 'RequestRevocationOnLine', data: { key: held, request, ...told, now } } },
    ]));
  it('it is withdrawn from the key of which it was asked', () =>
    expect(react(askedNoMore(held))).toEqual([
      { id: 'case-1.1', command: { type: 'WithdrawRevocation', data: { requestId: 'request-1', now } } },
    ]));
  it('nothing can be done before it is known which key that is', () => {
    expect(react(asked(null))).toEqual([]);
    expect(react(askedNoMore(null))).toEqual([]);
  });
});
