import { shanghaiDate, writtenDay } from '@ekey/working-days';

/** An instant (ISO 8601) as the date that a Chinese form shows, e.g. 2026年11月22日. */
export const chineseDate = (instant: string): string => writtenDay(shanghaiDate(instant));

/** The same day some months later; the month's last day where that month is too short. */
export function chineseDateMonthsLater(instant: string, months: number): string {
  const [year = 0, month = 0, day = 0] = shanghaiDate(instant).split('-').map(Number);
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return writtenDay(new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastDay))).toISOString().slice(0, 10));
}
