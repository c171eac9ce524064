import { later } from '@ekey/kernel';
import type { TemporaryCause } from './notice.events';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** What another service has told arrives within moments, so the first waits for it are short. */
const untilTold = [5 * second, 30 * second, 2 * minute, 10 * minute, hour, 6 * hour];

/** How long to wait after the first, second, … failed attempt; after the last of them the notice is abandoned. */
const waits: Record<TemporaryCause, readonly number[]> = {
  'mail-server-unavailable': [minute, 5 * minute, 30 * minute, 2 * hour, 6 * hour, 12 * hour],
  'address-not-known-yet': untilTold,
  'place-not-known-yet': untilTold,
  'due-date-not-settled-yet': [30 * second],
};

/**
 * When to try again after attempt number `attempt` (from 1) has failed at `failedAt`.
 * @returns ISO 8601, or `null` where it was tried often enough
 */
export function nextAttemptAt(cause: TemporaryCause, attempt: number, failedAt: string): string | null {
  const wait = waits[cause][attempt - 1];
  return wait === undefined ? null : later(failedAt, wait);
}
