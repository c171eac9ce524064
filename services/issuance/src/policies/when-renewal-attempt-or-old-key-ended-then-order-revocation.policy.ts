import type { Policy, Recorded } from '@ekey/kernel';
import type { RenewalAttemptOrphaned, RenewalCompleted } from '../renewal-order/renewal-order.events';
import type { OrderRevocation } from '../revocation/revocation.commands';
import { keyIdOf } from '../revocation/revocation.events';

type Ended = RenewalAttemptOrphaned | RenewalCompleted;

/** The proof of the new key, or the recorded loss of an attempt, is ground enough. */
export const whenRenewalAttemptOrOldKeyEndedThenOrderRevocation: Policy<Ended, OrderRevocation> = {
  name: 'when-renewal-attempt-or-old-key-ended-then-order-revocation',
  from: 'own',
  on: ['RenewalAttemptOrphaned', 'RenewalCompleted'],
  react: (fact) => {
    const { caseId, attempt } = fact.data;
    const { id, ...what } = revocationOf(fact);
    const order = { caseId, attempt, ...what, now: fact.meta.recordedAt };
    return what.serials.length === 0 ? [] : [{ id, command: { type: 'OrderRevocation', data: order } }];
  },
};

/** One revocation for each attempt, and one for the pair that was renewed: ordering it again meets the same stream. */
function revocationOf({ type, data }: Recorded<Ended>) {
  if (type === 'RenewalAttemptOrphaned') {
    const { serials, sealId } = data;
    return { id: keyIdOf(data), serials, sealId, ground: 'orphaned' } as const;
  }
  const { signing, encryption } = data.oldCertificates;
  // The seal that listed the old certificate is worth nothing without it.
  return { id: `${data.caseId}.renewed`, serials: [signing, encryption], sealId: null, ground: 'renewed' } as const;
}
