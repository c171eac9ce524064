import type { Policy } from '@ekey/kernel';
import type { TakeOverStanding } from '../revocation/revocation.commands';
import { keyIdOf, type StandingPassedOn } from '../revocation/revocation.events';

/** What was decided of a key that was renewed meanwhile, is decided of the pair that is in the token now. */
export const whenStandingPassedOnThenTakeItOver: Policy<StandingPassedOn, TakeOverStanding> = {
  name: 'when-standing-passed-on-then-take-it-over',
  from: 'own',
  on: ['StandingPassedOn'],
  react: ({ data: { to: key, standing }, meta }) => [
    { id: keyIdOf(key), command: { type: 'TakeOverStanding', data: { key, standing, now: meta.recordedAt } } },
  ],
};
