import { recorded } from '@ekey/kernel/testing';
import { now, renewalId, taken } from '../testing/example-renewal';
import { whenRenewalRequestTakenThenClaimPublicKey as policy } from './when-renewal-request-taken-then-claim-public-key.policy';

it('a request that was taken up claims its public key for this case, attempt and use', () =>
  expect(
    policy.react(recorded(taken('encryption', 2), { stream: `issuance.RenewalOrder-${renewalId}`, recordedAt: now })),
  ).toEqual([
    {
      id: 'sha-encryption-2',
      command: { type: 'ClaimForRenewal', data: { caseId: renewalId, attempt: 2, use: 'encryption', now } },
    },
  ]));
