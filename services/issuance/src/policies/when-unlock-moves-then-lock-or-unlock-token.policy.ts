import type { Policy } from '@ekey/kernel';
import type { ChangeTokenInUse } from '../token/token.commands';
import type { KeyUnlocked, UnlockRequested, UnlockRequestedOnLine, UnlockWithdrawn } from '../unlock/unlock.events';

type Moved = UnlockRequested | UnlockRequestedOnLine | UnlockWithdrawn | KeyUnlocked;

/** Who asks for an unlocking says that the token is locked; an enterprise that asks no longer, that it is not. */
export const whenUnlockMovesThenLockOrUnlockToken: Policy<Moved, ChangeTokenInUse> = {
  name: 'when-unlock-moves-then-lock-or-unlock-token',
  from: 'own',
  on: ['UnlockRequested', 'UnlockRequestedOnLine', 'UnlockWithdrawn', 'KeyUnlocked'],
  react: ({ type, data, meta }) => {
    const now = meta.recordedAt;
    return type === 'UnlockRequested' || type === 'UnlockRequestedOnLine'
      ? [{ id: data.key.tokenSerial, command: { type: 'LockToken', data: { now } } }]
      : [{ id: data.tokenSerial, command: { type: 'UnlockToken', data: { now } } }];
  },
};
