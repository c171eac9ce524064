import type { Policy } from '@ekey/kernel';
import { keyIdOf } from '../revocation/revocation.events';
import type { TakeOverAdminPinLock } from '../unlock/unlock.commands';
import type { AdminPinLockPassedOn } from '../unlock/unlock.events';

/** A token that nothing unlocks is none the better for the pair that a renewal has put into it. */
export const whenAdminPinLockPassedOnThenTakeItOver: Policy<AdminPinLockPassedOn, TakeOverAdminPinLock> = {
  name: 'when-admin-pin-lock-passed-on-then-take-it-over',
  from: 'own',
  on: ['AdminPinLockPassedOn'],
  react: ({ data: { to }, meta }) => [
    { id: keyIdOf(to), command: { type: 'TakeOverAdminPinLock', data: { now: meta.recordedAt } } },
  ],
};
