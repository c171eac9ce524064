import { later } from '@ekey/kernel';
import type { SessionStore } from '@ekey/platform';

const KIND = 'staff-lock-out';
const MOST_FAILURES = 5;
const LOCKED_MS = 15 * 60_000;

interface Failures {
  readonly count: number;
  readonly until: string;
}

/** Five wrong tries lock an account for a quarter of an hour, whether it exists or not. */
export class LockOut {
  constructor(private readonly store: SessionStore) {}

  /** @returns how many seconds the account stays locked, or 0. */
  async lockedSeconds(staffId: string, now: string): Promise<number> {
    const failures = await this.store.get<Failures>(KIND, staffId);
    if (failures === null || failures.count < MOST_FAILURES || failures.until <= now) return 0;
    return Math.ceil((Date.parse(failures.until) - Date.parse(now)) / 1000);
  }

  async failed(staffId: string, now: string): Promise<void> {
    const before = await this.store.get<Failures>(KIND, staffId);
    const count = before !== null && before.until > now ? before.count + 1 : 1;
    const until = later(now, LOCKED_MS);
    await this.store.set(KIND, staffId, { count, until } satisfies Failures, until);
  }

  forget(staffId: string): Promise<void> {
    return this.store.delete(KIND, staffId);
  }
}
