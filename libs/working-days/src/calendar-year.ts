import { isoDate, isWeekend, yearOf, type IsoDate } from './china-time';

/** One day of which the official arrangement says something. */
export interface CalendarDay {
  /** Whether offices work on it; the only thing that is counted. */
  readonly workday: boolean;
  /** What the notice calls it, e.g. 春节 or 春节调休上班; for people. */
  readonly name: string;
}

/**
 * The arrangement of one year (国务院办公厅关于…年部分节假日安排的通知): the days that differ from Monday to Friday. An
 * amended notice is a new version of the same year. So is the December of a year in which the notice for the next one
 * moves a day: every day has its answer in its own year.
 */
export interface CalendarYear {
  readonly year: number;
  /** Tells an amended arrangement from the one before it. */
  readonly version: string;
  /** Title and number of the notice. */
  readonly source: string;
  readonly days: Readonly<Record<IsoDate, CalendarDay>>;
}

/**
 * What is certain of a year before its arrangement is published, as `MM-DD`: the statutory days with a fixed date
 * (全国年节及纪念日放假办法, 2 May since 2025). 春节, 清明节, 端午节 and 中秋节 follow the moon and the sun, and which weekdays and
 * weekends are exchanged is decided each year, so a count that needs them is provisional.
 */
export const fixedHolidaysOf = (year: number): readonly string[] => [
  '01-01',
  '05-01',
  ...(year >= 2025 ? ['05-02'] : []),
  '10-01',
  '10-02',
  '10-03',
];

/** Whether the day, by number, is worked as far as is known before the arrangement of its year is published. */
export const isPresumedWorkday = (day: number): boolean =>
  !isWeekend(day) && !fixedHolidaysOf(yearOf(day)).includes(isoDate(day).slice(5));
