import { isPresumedWorkday, type CalendarYear } from './calendar-year';
import {
  dayNumber,
  dayNumberAt,
  epochMs,
  instantOf,
  isoDate,
  isWeekend,
  yearOf,
  type Instant,
  type IsoDate,
} from './china-time';
import { warningsOf, type DeadlineWarning } from './deadline-warnings';

/** `provisional`: a day was counted whose year is not published yet, so the answer may be restated when it is. */
interface MayBeProvisional {
  readonly provisional: boolean;
}

export interface DayAnswer extends MayBeProvisional {
  readonly workday: boolean;
}

export interface DueDate extends MayBeProvisional {
  readonly date: IsoDate;
}

export interface DueInstant extends MayBeProvisional {
  /** The end, 24:00 in China, of the due day: the first moment that is late. */
  readonly dueAt: Instant;
  readonly dueOn: IsoDate;
}

export interface WorkingDayCount extends MayBeProvisional {
  /** Negative where the second date lies before the first. */
  readonly workingDays: number;
}

/**
 * Working days of China as the law counts them: the day on which a period begins is not counted, and the period ends at
 * 24:00 of its last day (民法典 art. 201, 203; 行政许可法 art. 82). No method throws for an existing date from 1992 to 2999;
 * a date, moment or number that is none is a RangeError.
 */
export interface WorkingCalendar {
  isWorkingDay(date: IsoDate): DayAnswer;
  /** The last day of a period of `workingDays`, 1 to 1,000, that begins on `startDate`. */
  dueOn(startDate: IsoDate, workingDays: number): DueDate;
  dueAt(startedAt: Instant, workingDays: number): DueInstant;
  /** Working days after `from` up to and including `to`: the inverse of `dueOn`. */
  workingDaysBetween(from: IsoDate, to: IsoDate): WorkingDayCount;
  /** When to remind of a period with these two ends, soonest first; see `DeadlineWarning`. */
  warnings(startedAt: Instant, dueAt: Instant): readonly DeadlineWarning[];
  hasYear(year: number): boolean;
  /** The years that ought to be loaded on `today` and are not: its own, and from 1 November also the next. */
  missingYears(today: IsoDate): readonly number[];
}

const longestPeriod = 1_000;

function assertPeriod(workingDays: number): void {
  if (!Number.isInteger(workingDays) || workingDays < 1 || workingDays > longestPeriod) {
    throw new RangeError(`a period is a whole number of working days from 1 to ${longestPeriod}`);
  }
}

/** The exceptions of each loaded year: day by number, and whether it is worked. */
type Exceptions = ReadonlyMap<number, ReadonlyMap<number, boolean>>;

const exceptionsOf = (years: readonly CalendarYear[]): Exceptions =>
  new Map(
    years.map(({ year, days }) => [
      year,
      new Map(Object.entries(days).map(([date, { workday }]) => [dayNumber(date), workday])),
    ]),
  );

class CountingCalendar implements WorkingCalendar {
  readonly #exceptions: Exceptions;

  constructor(years: readonly CalendarYear[]) {
    this.#exceptions = exceptionsOf(years);
  }

  isWorkingDay(date: IsoDate): DayAnswer {
    return this.#answer(dayNumber(date));
  }

  dueOn(startDate: IsoDate, workingDays: number): DueDate {
    const { day, provisional } = this.#due(dayNumber(startDate), workingDays);
    return { date: isoDate(day), provisional };
  }

  dueAt(startedAt: Instant, workingDays: number): DueInstant {
    const { day, provisional } = this.#due(dayNumberAt(epochMs(startedAt)), workingDays);
    return { dueAt: instantOf(day, 24), dueOn: isoDate(day), provisional };
  }

  workingDaysBetween(from: IsoDate, to: IsoDate): WorkingDayCount {
    const [first, last] = [dayNumber(from), dayNumber(to)];
    if (first <= last) return this.#count(first, last);
    const { workingDays, provisional } = this.#count(last, first);
    // Subtracted, since negating a count of nothing would give −0.
    return { workingDays: 0 - workingDays, provisional };
  }

  warnings(startedAt: Instant, dueAt: Instant): readonly DeadlineWarning[] {
    const start = dayNumberAt(epochMs(startedAt));
    // The due moment is the end of its day, which by the clock is already the next.
    const due = dayNumberAt(epochMs(dueAt) - 1);
    const counted: number[] = [];
    for (let day = start + 1; day <= due; day++) {
      if (this.#answer(day).workday) counted.push(day);
    }
    return warningsOf(counted);
  }

  hasYear(year: number): boolean {
    return this.#exceptions.has(year);
  }

  missingYears(today: IsoDate): readonly number[] {
    const year = yearOf(dayNumber(today));
    const wanted = today.slice(5) >= '11-01' ? [year, year + 1] : [year];
    return wanted.filter((each) => !this.hasYear(each));
  }

  #answer(day: number): DayAnswer {
    const exceptions = this.#exceptions.get(yearOf(day));
    if (!exceptions) return { workday: isPresumedWorkday(day), provisional: true };
    return { workday: exceptions.get(day) ?? !isWeekend(day), provisional: false };
  }

  #due(start: number, workingDays: number): { day: number; provisional: boolean } {
    assertPeriod(workingDays);
    let day = start;
    let provisional = false;
    for (let left = workingDays; left > 0;) {
      const answer = this.#answer(++day);
      // A day off counts too: the arrangement of its year may turn it into a day of work.
      provisional ||= answer.provisional;
      if (answer.workday) left--;
    }
    return { day, provisional };
  }

  #count(after: number, upTo: number): WorkingDayCount {
    let workingDays = 0;
    let provisional = false;
    for (let day = after + 1; day <= upTo; day++) {
      const answer = this.#answer(day);
      provisional ||= answer.provisional;
      if (answer.workday) workingDays++;
    }
    return { workingDays, provisional };
  }
}

/** The calendar made of these years; of two versions of one year the later in the list holds. */
export const createCalendar = (years: readonly CalendarYear[]): WorkingCalendar => new CountingCalendar(years);
