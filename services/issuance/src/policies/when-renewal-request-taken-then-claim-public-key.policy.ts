import type { Policy } from '@ekey/kernel';
import type { ClaimForRenewal } from '../public-key/public-key.commands';
import type { RenewalRequestTaken } from '../renewal-order/renewal-order.events';

/** The scarce thing first: a public key gets one certificate, for ever. */
export const whenRenewalRequestTakenThenClaimPublicKey: Policy<RenewalRequestTaken, ClaimForRenewal> = {
  name: 'when-renewal-request-taken-then-claim-public-key',
  from: 'own',
  on: ['RenewalRequestTaken'],
  react: ({ data: { caseId, attempt, use, spkiSha256 }, meta }) => [
    { id: spkiSha256, command: { type: 'ClaimForRenewal', data: { caseId, attempt, use, now: meta.recordedAt } } },
  ],
};
