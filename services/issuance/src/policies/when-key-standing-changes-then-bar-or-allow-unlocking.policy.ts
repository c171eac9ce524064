import { streamIdOf, type Policy } from '@ekey/kernel';
import type { KeyReinstated, KeySucceeded, KeySuspended, RevocationOrdered } from '../revocation/revocation.events';
import type { AllowUnlocking, BarUnlocking, OvertakeUnlocking } from '../unlock/unlock.commands';

type Told = KeySuspended | KeyReinstated | RevocationOrdered | KeySucceeded;
type Command = BarUnlocking | AllowUnlocking | OvertakeUnlocking;

const commands = {
  KeySuspended: (now) => ({ type: 'BarUnlocking', data: { because: 'suspended', now } }),
  KeyReinstated: (now) => ({ type: 'AllowUnlocking', data: { now } }),
  RevocationOrdered: (now) => ({ type: 'BarUnlocking', data: { because: 'revoked', now } }),
  KeySucceeded: (now) => ({ type: 'OvertakeUnlocking', data: { now } }),
} as const satisfies Record<Told['type'], (now: string) => Command>;

/** A key that is suspended, revoked or renewed is not to be unlocked, and what was authorised before is worth nothing. */
export const whenKeyStandingChangesThenBarOrAllowUnlocking: Policy<Told, Command> = {
  name: 'when-key-standing-changes-then-bar-or-allow-unlocking',
  from: 'own',
  on: ['KeySuspended', 'KeyReinstated', 'RevocationOrdered', 'KeySucceeded'],
  // Both streams are named by the key.
  react: ({ type, meta }) => [{ id: streamIdOf(meta.stream), command: commands[type](meta.recordedAt) }],
};
