import type { Policy } from '@ekey/kernel';
import type { EnterpriseSlotsCommand } from '../enterprise-slots/enterprise-slots.commands';
import type { StoredKeyApplicationFact } from '../key-application/key-application.events';

/** A key in the enterprise's hand takes its slot for ever. */
export const whenKeyCollectedThenHoldKey: Policy<
  StoredKeyApplicationFact<'KeyCollectedRecorded'>,
  EnterpriseSlotsCommand
> = {
  name: 'when-key-collected-then-hold-key',
  from: 'own',
  on: ['KeyCollectedRecorded'],
  react: ({ data, meta }) => [
    { id: data.uscc, command: { type: 'HoldKey', data: { caseId: data.caseId, now: meta.recordedAt } } },
  ],
};
