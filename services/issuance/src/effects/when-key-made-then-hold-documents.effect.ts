import type { Documents } from '@ekey/documents';
import type { Effect } from '@ekey/kernel';
import type { KeyOrderCommand } from '../key-order/key-order.commands';
import type { KeyMade } from '../key-order/key-order.events';

export interface HoldingPorts {
  readonly documents: Documents;
}

/** From here on the papers of the case are evidence: nothing of them may be removed. */
export const whenKeyMadeThenHoldDocuments: Effect<KeyMade, KeyOrderCommand, HoldingPorts> = {
  name: 'when-key-made-then-hold-documents',
  on: ['KeyMade'],
  act: async ({ data }, { documents }) => {
    await documents.hold(data.caseId);
    return null;
  },
};
