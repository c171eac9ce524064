import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { EnterpriseSlotsCommand } from '../enterprise-slots/enterprise-slots.commands';

/** The number on the key is what its enterprise names it by when another one is to take its place. */
export const whenKeyCollectedThenNumberKey: Policy<Published<'issuance.KeyCollected.v1'>, EnterpriseSlotsCommand> = {
  name: 'when-key-collected-then-number-key',
  from: 'issuance.events',
  on: ['issuance.KeyCollected.v1'],
  react: ({ data: { caseId, uscc, tokenSerial, collectedAt } }) => [
    { id: uscc, command: { type: 'NumberKey', data: { caseId, tokenSerial, now: collectedAt } } },
  ],
};
