import { streamIdOf, type Policy, type Recorded } from '@ekey/kernel';
import type { KeyReinstated, KeySucceeded, KeySuspended, RevocationOrdered } from '../revocation/revocation.events';
import type { AllowUnlocking, BarUnlocking, OvertakeUnlocking } from '../unlock/unlock.commands';

type Told = KeySuspended | KeyReinstated | RevocationOrdered | KeySucceeded;
type Command = BarUnlocking | AllowUnlocking | OvertakeUnlocking;

function commandFor({ type, data, meta }: Recorded<Told>): Command {
  const now = meta.recordedAt;
  switch (type) {
    case 'KeySuspended':
      return { type: 'BarUnlocking', data: { because: 'suspended', now } };
    case 'KeyReinstated':
      return { type: 'AllowUnlocking', data: { now } };
    case 'RevocationOrdered':
      return { type: 'BarUnlocking', data: { because: 'revoked', now } };
    case 'KeySucceeded':
      return { type: 'OvertakeUnlocking', data: { successor: data.successor, now } };
  }
}

/** A key that is suspended, revoked or renewed is not to be unlocked, and what was authorised before is worth nothing. */
export const whenKeyStandingChangesThenBarOrAllowUnlocking: Policy<Told, Command> = {
  name: 'when-key-standing-changes-then-bar-or-allow-unlocking',
  from: 'own',
  on: ['KeySuspended', 'KeyReinstated', 'RevocationOrdered', 'KeySucceeded'],
  // Both streams are named by the key.
  react: (fact) => [{ id: streamIdOf(fact.meta.stream), command: commandFor(fact) }],
};
