/** A calendar day in China, `YYYY-MM-DD`. */
export type IsoDate = string;
/** A moment, RFC 3339 with `Z` or an offset; what this library returns is UTC with milliseconds. */
export type Instant = string;

const dayMs = 86_400_000;
/**
 * Asia/Shanghai is UTC+8 the whole year: China has had one zone since 1949 and no summer time since 15 September 1991.
 * Counting with the constant keeps the answer free of the process's zone and of the time-zone data it was built with.
 */
const offsetMs = 8 * 3_600_000;
const firstYear = 1992;
const lastYear = 2999;

/** The number of a day, counted from 1970-01-01, or `undefined` where the text is no day from 1992 to 2999. */
function parseDay(date: unknown): number | undefined {
  if (typeof date !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined;
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const number = Date.UTC(year, month - 1, day) / dayMs;
  // Date.UTC carries 30 February over into March; only a day that comes back as itself exists.
  return year >= firstYear && year <= lastYear && isoDate(number) === date ? number : undefined;
}

/** Whether the value is a day that exists, `YYYY-MM-DD`, from 1992 to 2999. */
export const isIsoDate = (value: unknown): value is IsoDate => parseDay(value) !== undefined;

/**
 * The number of a day, counted from 1970-01-01.
 * @throws RangeError where the text is no day from 1992 to 2999
 */
export function dayNumber(date: IsoDate): number {
  const number = parseDay(date);
  if (number === undefined) throw new RangeError('a date must be an existing day YYYY-MM-DD from 1992 to 2999');
  return number;
}

export const isoDate = (day: number): IsoDate => new Date(day * dayMs).toISOString().slice(0, 10);

export const yearOf = (day: number): number => new Date(day * dayMs).getUTCFullYear();

/** Saturday or Sunday. 1970-01-01, day 0, was a Thursday. */
export const isWeekend = (day: number): boolean => (day + 4) % 7 === 0 || (day + 4) % 7 === 6;

/** The moment, in UTC, at which that many hours of the day have passed in China; 24 is the end of the day. */
export const instantOf = (day: number, hours: number): Instant =>
  new Date(day * dayMs + hours * 3_600_000 - offsetMs).toISOString();

/**
 * Milliseconds since 1970 of a moment.
 * @throws RangeError where the text is no RFC 3339 moment; a time without zone is refused, since its meaning would depend
 * on the process that reads it
 */
export function epochMs(instant: Instant): number {
  const parts =
    /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/.exec(
      instant,
    );
  if (!isIsoDate(parts?.[1])) throw new RangeError('an instant must be an existing time with zone, as in RFC 3339');
  return Date.parse(instant);
}

/** The day in China, by number, on which a moment falls. */
export const dayNumberAt = (ms: number): number => Math.floor((ms + offsetMs) / dayMs);

/**
 * The day in China on which a moment falls.
 * @throws RangeError where the text is no RFC 3339 moment
 */
export const shanghaiDate = (instant: Instant): IsoDate => isoDate(dayNumberAt(epochMs(instant)));

/**
 * The hour, 0–23, that clocks in China show at a moment.
 * @throws RangeError where the text is no RFC 3339 moment
 */
export const shanghaiHour = (instant: Instant): number => new Date(epochMs(instant) + offsetMs).getUTCHours();

/**
 * 24:00 in China of the day that lies so many calendar days after that of the moment.
 * @throws RangeError where the text is no RFC 3339 moment
 */
export const endOfDayAfter = (instant: Instant, days: number): Instant =>
  instantOf(dayNumberAt(epochMs(instant)) + days, 24);

/** A day as it is written: `2026-03-02` is 2026年3月2日. */
export function writtenDay(date: IsoDate): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
}
