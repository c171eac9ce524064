import { shanghaiDate } from '@ekey/working-days';

/** Reckoning with instants (ISO 8601, UTC) that came in with a command: the same whenever a decision is replayed. */

const DAY_MS = 86_400_000;

/** Calendar days from one instant to another, both taken as days in Asia/Shanghai. */
export const daysBetween = (earlier: string, later: string): number =>
  (Date.parse(shanghaiDate(later)) - Date.parse(shanghaiDate(earlier))) / DAY_MS;

/** The instant so many times 24 hours later, or earlier where `days` is negative. */
export const instantAfter = (instant: string, days: number): string =>
  new Date(Date.parse(instant) + days * DAY_MS).toISOString();

/** The calendar day in Asia/Shanghai that lies `days` after the day of the instant. China has no days of 23 or 25 hours. */
export const chinaDayAfter = (instant: string, days: number): string => shanghaiDate(instantAfter(instant, days));

/** Seconds from one instant to another, with their fraction. */
export const secondsBetween = (earlier: string, later: string): number =>
  (Date.parse(later) - Date.parse(earlier)) / 1_000;
