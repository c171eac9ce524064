import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { KeyApplicationCommand } from '../key-application/key-application.commands';

/** The key is in the enterprise's hand. */
export const whenKeyCollectedThenRecordCollection: Policy<
  Published<'issuance.KeyCollected.v1'>,
  KeyApplicationCommand
> = {
  name: 'when-key-collected-then-record-collection',
  from: 'issuance.events',
  on: ['issuance.KeyCollected.v1'],
  react: ({ data }) => [{ id: data.caseId, command: { type: 'RecordKeyCollected', data: { now: data.collectedAt } } }],
};
