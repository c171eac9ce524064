import { later } from '@ekey/kernel';
import { shanghaiDate } from '@ekey/working-days';

/** Reckoning with instants (ISO 8601, UTC) that came in with a command: the same whenever a decision is replayed. */

const DAY_MS = 86_400_000;

/** Calendar days from one instant to another, both taken as days in Asia/Shanghai. */
export const daysBetween = (from: string, to: string): number =>
  (Date.parse(shanghaiDate(to)) - Date.parse(shanghaiDate(from))) / DAY_MS;

/** The instant so many times 24 hours later, or earlier where `days` is negative. */
export const instantAfter = (instant: string, days: number): string => later(instant, days * DAY_MS);

/** The calendar day in Asia/Shanghai that lies `days` after the day of the instant. China has no days of 23 or 25 hours. */
export const chinaDayAfter = (instant: string, days: number): string => shanghaiDate(instantAfter(instant, days));

/** Seconds from one instant to another, with their fraction. */
export const secondsBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 1_000;
