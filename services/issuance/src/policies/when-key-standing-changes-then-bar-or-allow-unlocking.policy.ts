import { streamIdOf, type Policy } from '@ekey/kernel';
import type { KeyReinstated, KeySuspended, RevocationOrdered } from '../revocation/revocation.events';
import type { AllowUnlocking, BarUnlocking } from '../unlock/unlock.commands';

type Told = KeySuspended | KeyReinstated | RevocationOrdered;

const commands = {
  KeySuspended: (now) => ({ type: 'BarUnlocking', data: { because: 'suspended', now } }),
  KeyReinstated: (now) => ({ type: 'AllowUnlocking', data: { now } }),
  RevocationOrdered: (now) => ({ type: 'BarUnlocking', data: { because: 'revoked', now } }),
} as const satisfies Record<Told['type'], (now: string) => BarUnlocking | AllowUnlocking>;

/** A key that is suspended or revoked is not to be unlocked, and what was authorised before is worth nothing. */
export const whenKeyStandingChangesThenBarOrAllowUnlocking: Policy<Told, BarUnlocking | AllowUnlocking> = {
  name: 'when-key-standing-changes-then-bar-or-allow-unlocking',
  from: 'own',
  on: ['KeySuspended', 'KeyReinstated', 'RevocationOrdered'],
  // Both streams are named by the key.
  react: ({ type, meta }) => [{ id: streamIdOf(meta.stream), command: commands[type](meta.recordedAt) }],
};
