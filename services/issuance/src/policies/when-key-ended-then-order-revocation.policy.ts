import type { AsStored, Policy } from '@ekey/kernel';
import type { KeyOrderEvent, personalData } from '../key-order/key-order.events';
import type { OrderRevocation } from '../revocation/revocation.commands';
import { keyIdOf, type EndedGround } from '../revocation/revocation.events';

type Ended = Extract<AsStored<KeyOrderEvent, typeof personalData>, { type: 'RemakeOrdered' | 'OrderEnded' }>;

/** A key that will not be handed over ends with everything that was issued for it. The recorded loss, failure or end is ground enough. */
export const whenKeyEndedThenOrderRevocation: Policy<Ended, OrderRevocation> = {
  name: 'when-key-ended-then-order-revocation',
  from: 'own',
  on: ['RemakeOrdered', 'OrderEnded'],
  react: (fact) => {
    const { caseId, ended } = fact.data;
    if (ended === null || ended.serials.length === 0) return [];
    const { attempt, serials, sealId } = ended;
    const order = { caseId, attempt, serials, sealId, ground: groundOf(fact), now: fact.meta.recordedAt };
    // One revocation for each attempt: ordering it again meets the same stream.
    return [{ id: keyIdOf(order), command: { type: 'OrderRevocation', data: order } }];
  },
};

function groundOf({ type, data }: Ended): EndedGround {
  if (type === 'OrderEnded') {
    if (data.ground === 'unclaimed') return 'unclaimed';
    return data.ground === 'withdrawn' || data.ground === 'slot-released' ? 'withdrawn' : 'terminated';
  }
  const { ground } = data;
  return ground === 'lost' || ground === 'damaged' || ground === 'wrong-parcel' ? ground : 'production-failed';
}
