import { shanghaiHour } from '@ekey/working-days';

/** A night that was missed altogether is not made up for by day: the next one compares everything again. */
const LASTS_HOURS = 3;

/**
 * Whether it is the time of night at which everything is compared, on the clock of Asia/Shanghai.
 * @param hour from which hour on, 0–20
 */
export function isNight(now: string, hour: number): boolean {
  const shown = shanghaiHour(now);
  return shown >= hour && shown < hour + LASTS_HOURS;
}
