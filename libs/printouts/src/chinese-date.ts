const EIGHT_HOURS_MS = 8 * 60 * 60 * 1000;

interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** The day on which an instant falls in China, which has kept UTC+8 all year since 1992. */
function dayInChina(instant: string): CalendarDay {
  const local = new Date(Date.parse(instant) + EIGHT_HOURS_MS);
  return { year: local.getUTCFullYear(), month: local.getUTCMonth() + 1, day: local.getUTCDate() };
}

const written = ({ year, month, day }: CalendarDay): string => `${year}年${month}月${day}日`;

/** An instant (ISO 8601) as the date that a Chinese form shows, e.g. 2026年11月22日. */
export const chineseDate = (instant: string): string => written(dayInChina(instant));

/** The same day some months later; the month's last day where that month is too short. */
export function chineseDateMonthsLater(instant: string, months: number): string {
  const { year, month, day } = dayInChina(instant);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return written({ year: first.getUTCFullYear(), month: first.getUTCMonth() + 1, day: Math.min(day, lastDay) });
}
