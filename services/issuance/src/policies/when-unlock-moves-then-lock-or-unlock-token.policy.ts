import type { Policy, Recorded } from '@ekey/kernel';
import type { ChangeTokenInUse } from '../token/token.commands';
import type {
  KeyUnlocked,
  UnlockingOvertaken,
  UnlockRequested,
  UnlockRequestedOnLine,
  UnlockWithdrawn,
} from '../unlock/unlock.events';

type Moved = UnlockRequested | UnlockRequestedOnLine | UnlockWithdrawn | KeyUnlocked | UnlockingOvertaken;

/**
 * Who asks for an unlocking says that the token is locked; an enterprise that asks no longer, that it is not. Nor is one that was
 * renewed: its holder's PIN has let the new key sign.
 */
export const whenUnlockMovesThenLockOrUnlockToken: Policy<Moved, ChangeTokenInUse> = {
  name: 'when-unlock-moves-then-lock-or-unlock-token',
  from: 'own',
  on: ['UnlockRequested', 'UnlockRequestedOnLine', 'UnlockWithdrawn', 'KeyUnlocked', 'UnlockingOvertaken'],
  react: (fact) => {
    const id = tokenOf(fact);
    const isAsked = fact.type === 'UnlockRequested' || fact.type === 'UnlockRequestedOnLine';
    const data = { now: fact.meta.recordedAt };
    return id === undefined ? [] : [{ id, command: { type: isAsked ? 'LockToken' : 'UnlockToken', data } }];
  },
};

function tokenOf({ type, data }: Recorded<Moved>): string | undefined {
  switch (type) {
    case 'UnlockRequested':
    case 'UnlockRequestedOnLine':
      return data.key.tokenSerial;
    case 'UnlockWithdrawn':
    case 'KeyUnlocked':
      return data.tokenSerial;
    case 'UnlockingOvertaken':
      return data.successor?.tokenSerial;
  }
}
