import { recorded } from '@ekey/kernel/testing';
import { now as renewedAt, renewalId, serials, takenKey } from '../testing/example-renewal';
import { whenRenewedKeyTakenThenKnowTheKeyInHand as policy } from './when-renewed-key-taken-then-know-the-key-in-hand.policy';

it('the token is told which key it holds since the renewal', () => {
  const renewed = {
    ...{ caseId: renewalId, attempt: 1, sealId: 'seal-1' },
    serials: [serials.signing, serials.encryption],
  };
  expect(policy.react(recorded(takenKey, { stream: `issuance.RenewalOrder-${renewalId}` }))).toEqual([
    {
      id: 'EK26000001',
      command: { type: 'TakeRenewedKey', data: { renewed, since: renewedAt, now: '2026-03-02T01:00:00.000Z' } },
    },
  ]);
});
