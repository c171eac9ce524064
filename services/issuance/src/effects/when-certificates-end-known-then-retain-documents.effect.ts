import type { Documents } from '@ekey/documents';
import type { AsStored, Effect } from '@ekey/kernel';
import type { KeyOrderCommand } from '../key-order/key-order.commands';
import type { KeyOrderEvent, personalData } from '../key-order/key-order.events';
import { retained } from './retained';

type Over = Extract<AsStored<KeyOrderEvent, typeof personalData>, { type: 'KeyCollected' | 'OrderEnded' }>;

export interface RetainingPorts {
  readonly documents: Documents;
}

/** No further key will be made in this case, so that the end of its last certificates is known. */
export const whenCertificatesEndKnownThenRetainDocuments: Effect<Over, KeyOrderCommand, RetainingPorts> = {
  name: 'when-certificates-end-known-then-retain-documents',
  on: ['KeyCollected', 'OrderEnded'],
  act: async ({ type, data }, { documents }) => {
    const notAfter = type === 'KeyCollected' ? data.notAfter : (data.notAfter ?? data.ended?.notAfter ?? null);
    if (notAfter !== null) await retained(documents, data.caseId, notAfter);
    return null;
  },
};
