import { onceTaken } from '../http-client';

/** What is begun for a key that was handed over just now: the slots of its enterprise hear of it a moment later. */
export const onceTheKeyIsKnown = <Begun>(begin: () => Promise<Begun>): Promise<Begun> =>
  onceTaken('the key is known to be held', ['NoKeyHeld', 'KeyNotHeld'], begin);
