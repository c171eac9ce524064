import type { AsStored, Policy, Recorded, Target } from '@ekey/kernel';
import type { NoteMadeKey, TakeKey } from '../key-in-hand/key-in-hand.commands';
import type { KeyOrderEvent, personalData } from '../key-order/key-order.events';

type Told = Extract<AsStored<KeyOrderEvent, typeof personalData>, { type: 'KeyMade' | 'KeyCollected' }>;

/** One policy for both, so that they arrive in their order. */
export const whenKeyMadeOrCollectedThenKnowTheKeyInHand: Policy<Told, NoteMadeKey | TakeKey> = {
  name: 'when-key-made-or-collected-then-know-the-key-in-hand',
  from: 'own',
  on: ['KeyMade', 'KeyCollected'],
  react: (fact) => [targetOf(fact)],
};

function targetOf({ type, data, meta }: Recorded<Told>): Target<NoteMadeKey | TakeKey> {
  const { caseId, attempt, tokenSerial } = data;
  const now = meta.recordedAt;
  if (type === 'KeyMade')
    return { id: tokenSerial, command: { type: 'NoteMadeKey', data: { caseId, attempt, sealId: data.sealId, now } } };
  const { uscc, agencyId, pickupPointId, certificates, collectedAt: since } = data;
  const serials = [certificates.signing, certificates.encryption];
  const key = { caseId, attempt, uscc, agencyId, pickupPointId, tokenSerial, serials };
  return { id: tokenSerial, command: { type: 'TakeKey', data: { key, since, now } } };
}
