import { certificateIn, everybodyLogsIn, isRefused, KeyHolder, type KeySession } from '@ekey/journeys';
import type { Case, Scene, Sent } from '@ekey/journeys/scene';
import type { Place } from '@ekey/soft-token';
import type { Besieged } from './besieged';

const DAY_MS = 86_400_000;
/** As somebody renews who was reminded twice. */
const DAYS_BEFORE = 60;
/** What a killed process takes with it: nonces, and what it knew of sessions. Whoever asks again gets another. */
const LOST = ['ChallengeUnknown', 'CertificateStatusUnknown', 'Unauthenticated'];

/** Somebody with a key who asks again where the other side has forgotten him. */
export class Holder extends KeyHolder {
  override async logIn(place: Place = 'held'): Promise<KeySession> {
    for (;;) {
      try {
        return await super.logIn(place);
      } catch (error) {
        if (!isForgotten(error)) throw error;
      }
    }
  }
}

/** The other side has lost what is not a fact: the same is asked for once more. */
export const isForgotten = (error: unknown): boolean => isRefused(error, ...LOST);

/** A key in the hand of its enterprise. */
export type HeldKey = Case & Pick<Sent, 'token' | 'pin'>;

/** Lets the months pass until the keys may be renewed. */
export async function renewalTimeComes(victim: Besieged, { house }: Scene, keys: readonly HeldKey[]): Promise<void> {
  const ends = keys.map(({ token }) => Date.parse(certificateIn(token).validTo));
  await victim.moveOn(Math.min(...ends) - DAYS_BEFORE * DAY_MS - Date.parse(victim.now()));
  await everybodyLogsIn(house);
}
