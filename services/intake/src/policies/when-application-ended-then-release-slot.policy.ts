import type { Policy } from '@ekey/kernel';
import type { EnterpriseSlotsCommand } from '../enterprise-slots/enterprise-slots.commands';
import type { StoredKeyApplicationFact } from '../key-application/key-application.events';

/** Withdrawn, expired, refused and terminated cases give the slot back. */
export const whenApplicationEndedThenReleaseSlot: Policy<
  StoredKeyApplicationFact<'ApplicationWithdrawn' | 'ApplicationExpired' | 'RefusalRecorded' | 'OrderEndedRecorded'>,
  EnterpriseSlotsCommand
> = {
  name: 'when-application-ended-then-release-slot',
  from: 'own',
  on: ['ApplicationWithdrawn', 'ApplicationExpired', 'RefusalRecorded', 'OrderEndedRecorded'],
  react: ({ data, meta }) => [
    { id: data.uscc, command: { type: 'ReleaseSlot', data: { caseId: data.caseId, now: meta.recordedAt } } },
  ],
};
