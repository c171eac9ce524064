import { recorded } from '@ekey/kernel/testing';
import { now, renewalId } from '../testing/renewal.examples';
import { whenTokenGivenUpThenConvertItsRenewal as policy } from './when-token-given-up-then-convert-its-renewal.policy';

it('when a token is given up then its renewal is converted', () => {
  const data = { renewalId, replacementId: 'case-2', givenUpAt: now };
  const meta = { stream: 'renewal.RenewedToken-EK26000001', recordedAt: now };
  expect(policy.react(recorded({ type: 'TokenGivenUp', data } as const, meta))).toEqual([
    { id: renewalId, command: { type: 'ConvertRenewal', data: { now } } },
  ]);
});
