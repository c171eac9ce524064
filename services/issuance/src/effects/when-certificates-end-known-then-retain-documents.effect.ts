import type { Documents } from '@ekey/documents';
import type { AsStored, Effect } from '@ekey/kernel';
import type { KeyOrderCommand } from '../key-order/key-order.commands';
import type { KeyOrderEvent, personalData } from '../key-order/key-order.events';

type Over = Extract<AsStored<KeyOrderEvent, typeof personalData>, { type: 'KeyCollected' | 'OrderEnded' }>;

export interface RetainingPorts {
  readonly documents: Documents;
}

/** 电子签名法 art. 24: at least five years after the certificate has become invalid. */
const YEARS = 5;

/** No further key will be made in this case, so that the end of its last certificates is known. A revocation before it shortens nothing. */
export const whenCertificatesEndKnownThenRetainDocuments: Effect<Over, KeyOrderCommand, RetainingPorts> = {
  name: 'when-certificates-end-known-then-retain-documents',
  on: ['KeyCollected', 'OrderEnded'],
  act: async ({ type, data }, { documents }) => {
    const notAfter = type === 'KeyCollected' ? data.notAfter : (data.ended?.notAfter ?? null);
    if (notAfter === null) return null;
    const until = new Date(notAfter);
    until.setUTCFullYear(until.getUTCFullYear() + YEARS);
    await documents.retainUntil(data.caseId, until.toISOString());
    return null;
  },
};
