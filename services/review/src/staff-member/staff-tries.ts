import { Tries, type SessionStore } from '@ekey/platform';

const MOST_FAILURES = 5;
const LOCKED_SECONDS = 15 * 60;

/** Five wrong tries lock an account for a quarter of an hour, whether it exists or not. */
export const staffTries = (store: SessionStore): Tries =>
  new Tries(store, {
    kind: 'staff-log-in-try',
    rememberedSeconds: LOCKED_SECONDS,
    lockSeconds: (failures) => (failures < MOST_FAILURES ? 0 : LOCKED_SECONDS),
  });
