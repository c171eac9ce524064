import { later } from '@ekey/kernel';

/** How long a claimed task is kept for an officer who does nothing. */
const LEASE_MS = 30 * 60_000;
/** Reading does not renew a lease that is younger than this: one fact in five minutes says enough. */
const WORTH_RENEWING_MS = 5 * 60_000;

/** The end of a lease that begins or is renewed now. */
export const leaseFrom = (now: string): string => later(now, LEASE_MS);

export const isWorthRenewing = (leaseUntil: string, now: string): boolean =>
  Date.parse(now) + LEASE_MS - Date.parse(leaseUntil) >= WORTH_RENEWING_MS;
