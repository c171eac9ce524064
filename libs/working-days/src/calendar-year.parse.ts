import { fixedHolidaysOf, type CalendarDay, type CalendarYear } from './calendar-year';
import { dayNumber, isIsoDate, isWeekend, type IsoDate } from './china-time';

/** What can be wrong with an uploaded year; a closed set. */
export type CalendarProblemCode =
  | 'notAnObject'
  | 'unknownField'
  | 'wrongYear'
  | 'wrongText'
  | 'wrongDays'
  | 'wrongEntry'
  | 'notADate'
  | 'dateOfAnotherYear'
  | 'duplicateDate'
  | 'workOnAWeekday'
  | 'fixedHolidayMissing'
  | 'springFestivalMissing';

export interface CalendarProblem {
  readonly code: CalendarProblemCode;
  /** Where: a field (`year`), an entry by its place (`days[3]`), or a date. */
  readonly at: string;
  readonly zh: string;
  readonly en: string;
}

export type ParsedCalendarYear =
  | { readonly ok: true; readonly value: CalendarYear }
  | { readonly ok: false; readonly problems: readonly CalendarProblem[] };

const sentences: Record<CalendarProblemCode, readonly [zh: string, en: string]> = {
  notAnObject: ['日历必须是一个对象。', 'A calendar must be an object.'],
  unknownField: [
    '含有未知字段；只允许year、version、source、days及每日的date、workday、name。',
    'There is an unknown field; only year, version, source, days and each day’s date, workday, name are allowed.',
  ],
  wrongYear: ['年份必须是1992至2999之间的整数。', 'The year must be a whole number from 1992 to 2999.'],
  wrongText: ['必须是1至200个可见字符的文本。', 'This must be text of 1 to 200 visible characters.'],
  wrongDays: ['days必须列出1至366天。', 'days must list 1 to 366 days.'],
  wrongEntry: ['workday必须为true或false。', 'workday must be true or false.'],
  notADate: ['不是存在的日期，格式为YYYY-MM-DD。', 'This is not an existing date, YYYY-MM-DD.'],
  dateOfAnotherYear: [
    '日期不属于该年份；如通知调整了上一年12月的日期，请另行上传上一年日历的新版本。',
    'The date lies in another year; where a notice moves a day of the December before, upload that year in a new version.',
  ],
  duplicateDate: ['该日期列出了多次。', 'The date is listed more than once.'],
  workOnAWeekday: [
    '调休上班日只能是星期六或星期日；普通工作日无需列出。',
    'Only a Saturday or Sunday can become a working day; ordinary working days are not listed.',
  ],
  fixedHolidayMissing: [
    '该日是法定节假日，必须列为休息日。',
    'The day is a statutory holiday and must be listed as a day off.',
  ],
  springFestivalMissing: [
    '1月20日至2月28日之间至少应有3个工作日因春节放假，请核对是否漏列。',
    'At least three weekdays from 20 January to 28 February must be off for 春节; check whether they were left out.',
  ],
};

const problem = (code: CalendarProblemCode, at: string): CalendarProblem => {
  const [zh, en] = sentences[code];
  return { code, at, zh, en };
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isShortText = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= 200 && value.trim() !== '' && !/[\p{Cc}\p{Cf}\p{Cs}]/u.test(value);

/** Entry by entry: where it stands, its date and what it says of it. A list can show a date twice, an object cannot. */
type Entry = readonly [at: string, date: unknown, day: unknown];

function entriesOf(days: unknown): readonly Entry[] | undefined {
  const entries = Array.isArray(days)
    ? days.map((day: unknown, place): Entry => [`days[${place}]`, isObject(day) ? day['date'] : undefined, day])
    : isObject(days)
      ? Object.entries(days).map(([date, day], place): Entry => [`days[${place}]`, date, day])
      : [];
  return entries.length >= 1 && entries.length <= 366 ? entries : undefined;
}

function readDay(at: string, day: unknown, mayHaveDate: boolean): CalendarDay | CalendarProblem {
  if (!isObject(day)) return problem('wrongEntry', at);
  const { workday, name } = day;
  const allowed = mayHaveDate ? ['date', 'workday', 'name'] : ['workday', 'name'];
  if (Object.keys(day).some((key) => !allowed.includes(key))) return problem('unknownField', at);
  if (typeof workday !== 'boolean') return problem('wrongEntry', at);
  return isShortText(name) ? { workday, name } : problem('wrongText', `${at}.name`);
}

function readDate(
  at: string,
  date: unknown,
  year: number,
  known: ReadonlyMap<IsoDate, unknown>,
): IsoDate | CalendarProblem {
  if (!isIsoDate(date)) return problem('notADate', at);
  if (Number(date.slice(0, 4)) !== year) return problem('dateOfAnotherYear', date);
  return known.has(date) ? problem('duplicateDate', date) : date;
}

/** What cannot be so in any year: work put on a weekday, a statutory holiday left out, no 春节. */
function implausible(year: number, days: ReadonlyMap<IsoDate, CalendarDay>): readonly CalendarProblem[] {
  const dates = [...days.keys()];
  const onWeekday = (date: IsoDate): boolean => !isWeekend(dayNumber(date));
  const workedByRule = (date: IsoDate): boolean => days.get(date)?.workday ?? onWeekday(date);
  const offInSpring = dates.filter(
    (date) => date >= `${year}-01-20` && date <= `${year}-02-28` && onWeekday(date) && !workedByRule(date),
  );
  return [
    ...dates
      .filter((date) => days.get(date)?.workday === true && onWeekday(date))
      .map((d) => problem('workOnAWeekday', d)),
    ...fixedHolidaysOf(year)
      .map((monthAndDay) => `${year}-${monthAndDay}`)
      .filter(workedByRule)
      .map((date) => problem('fixedHolidayMissing', date)),
    ...(offInSpring.length < 3 ? [problem('springFestivalMissing', 'days')] : []),
  ];
}

interface ReadDays {
  readonly days: ReadonlyMap<IsoDate, CalendarDay>;
  readonly problems: readonly CalendarProblem[];
}

function readDays(input: unknown, year: number): ReadDays {
  const entries = entriesOf(input);
  const days = new Map<IsoDate, CalendarDay>();
  if (!entries) return { days, problems: [problem('wrongDays', 'days')] };
  const problems: CalendarProblem[] = [];
  for (const [at, rawDate, rawDay] of entries) {
    const date = readDate(at, rawDate, year, days);
    const day = readDay(at, rawDay, Array.isArray(input));
    if (typeof date === 'object') problems.push(date);
    if ('code' in day) problems.push(day);
    else if (typeof date === 'string') days.set(date, day);
  }
  // A day that could not be read would be told a second time as missing.
  return { days, problems: problems.length > 0 ? problems : implausible(year, days) };
}

const isYear = (year: unknown): year is number => Number.isInteger(year) && isIsoDate(`${String(year)}-01-01`);

/**
 * Reads a year that somebody uploads: `{ year, version, source, days }`, where `days` is the record of `CalendarYear` or a
 * list of `{ date, workday, name }`. All problems are told at once. Days off may fall on any day of the week, since
 * notices name whole runs of days; days of work only on Saturdays and Sundays. The value has its days in order.
 */
export function parseCalendarYear(input: unknown): ParsedCalendarYear {
  if (!isObject(input)) return { ok: false, problems: [problem('notAnObject', '')] };
  const { year, version, source, days: uploaded, ...unknownFields } = input;
  const problems: CalendarProblem[] = [];
  if (Object.keys(unknownFields).length > 0) problems.push(problem('unknownField', ''));
  if (!isShortText(version)) problems.push(problem('wrongText', 'version'));
  if (!isShortText(source)) problems.push(problem('wrongText', 'source'));
  // Without its year no date can be judged.
  if (!isYear(year)) return { ok: false, problems: [...problems, problem('wrongYear', 'year')] };
  const read = readDays(uploaded, year);
  problems.push(...read.problems);
  if (problems.length > 0 || !isShortText(version) || !isShortText(source)) return { ok: false, problems };
  const inOrder = [...read.days].sort(([one], [other]) => (one < other ? -1 : 1));
  return { ok: true, value: { year, version, source, days: Object.fromEntries(inOrder) } };
}
