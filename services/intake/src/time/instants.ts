/**
 * Reckoning with instants (ISO 8601, UTC) without asking for the time: a decision must come out the same whenever it is
 * replayed, and so the pure files have no `Date`.
 */

const SECONDS_A_DAY = 86_400;
/** Asia/Shanghai: UTC+8 all year; summer time ended in 1991. */
const CHINA_OFFSET = 8 * 3_600;

/** Days since 1970-01-01, Gregorian. Years are counted from March, so that the leap day is the last of its year. */
function dayNumber(year: number, month: number, day: number): number {
  const fromMarch = month > 2 ? year : year - 1;
  const era = Math.floor(fromMarch / 400);
  const yearOfEra = fromMarch - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The inverse of `dayNumber`, as `YYYY-MM-DD`. */
function calendarDay(number: number): string {
  const shifted = number + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const leapDays = Math.floor(dayOfEra / 1_460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

const INSTANT = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d+)?Z$/;

/** Seconds since 1970-01-01T00:00:00Z, the fraction dropped. @throws RangeError for what is no instant in UTC */
export function epochSeconds(instant: string): number {
  const match = INSTANT.exec(instant);
  if (match === null) throw new RangeError(`not an instant in UTC: ${instant}`);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  return dayNumber(year, month, day) * SECONDS_A_DAY + hour * 3_600 + minute * 60 + second;
}

const chinaDayNumber = (instant: string): number => Math.floor((epochSeconds(instant) + CHINA_OFFSET) / SECONDS_A_DAY);

/** The calendar day of an instant in Asia/Shanghai. */
export const chinaDay = (instant: string): string => calendarDay(chinaDayNumber(instant));

/** Calendar days from one instant to another, both taken as days in Asia/Shanghai. */
export const daysBetween = (earlier: string, later: string): number => chinaDayNumber(later) - chinaDayNumber(earlier);

/** The calendar day in Asia/Shanghai that lies `days` after the day of the instant. */
export const chinaDayAfter = (instant: string, days: number): string => calendarDay(chinaDayNumber(instant) + days);

/** The instant so many times 24 hours later. */
export const instantAfter = (instant: string, days: number): string =>
  calendarDay(Math.floor(epochSeconds(instant) / SECONDS_A_DAY) + days) + instant.slice(10);

/** Seconds from one instant to another. */
export const secondsBetween = (earlier: string, later: string): number => epochSeconds(later) - epochSeconds(earlier);
