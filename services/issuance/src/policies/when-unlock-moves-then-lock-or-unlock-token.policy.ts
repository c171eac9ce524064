import type { Policy } from '@ekey/kernel';
import type { ChangeTokenInUse } from '../token/token.commands';
import type { KeyUnlocked, UnlockRequested } from '../unlock/unlock.events';

/** Who asks for an unlocking says that the token is locked. */
export const whenUnlockMovesThenLockOrUnlockToken: Policy<UnlockRequested | KeyUnlocked, ChangeTokenInUse> = {
  name: 'when-unlock-moves-then-lock-or-unlock-token',
  from: 'own',
  on: ['UnlockRequested', 'KeyUnlocked'],
  react: ({ type, data, meta }) => {
    const now = meta.recordedAt;
    return type === 'UnlockRequested'
      ? [{ id: data.key.tokenSerial, command: { type: 'LockToken', data: { now } } }]
      : [{ id: data.tokenSerial, command: { type: 'UnlockToken', data: { now } } }];
  },
};
