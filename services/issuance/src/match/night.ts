import { later } from '@ekey/kernel';

const HOUR_MS = 3_600_000;
/** Asia/Shanghai has no summer time. */
const OFFSET_MS = 8 * HOUR_MS;
/** A night that was missed altogether is not made up for by day: the next one compares everything again. */
const LASTS_HOURS = 3;

/**
 * Whether it is the time of night at which everything is compared, on the clock of Asia/Shanghai.
 * @param hour from which hour on, 0–20
 */
export function isNight(now: string, hour: number): boolean {
  const shown = Number(later(now, OFFSET_MS).slice(11, 13));
  return shown >= hour && shown < hour + LASTS_HOURS;
}
