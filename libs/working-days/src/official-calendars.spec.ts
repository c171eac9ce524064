import elsewhere from 'chinese-days/dist/chinese-days.json';
import { parseCalendarYear } from './calendar-year.parse';
import { dayNumber, isoDate, isWeekend } from './china-time';
import { officialCalendars } from './official-calendars';
import { createCalendar } from './working-calendar';

const calendar = createCalendar(officialCalendars);
/** From the package's published table: its functions read dates, and even build that table, in the zone of the process. */
const isWorkdayElsewhere = (date: string): boolean =>
  date in elsewhere.workdays || (!isWeekend(dayNumber(date)) && !(date in elsewhere.holidays));

describe('the official calendar', () => {
  it.each([2024, 2025, 2026])('of %i agrees with an independent table on every day', (year) => {
    const days = dayNumber(`${year + 1}-01-01`) - dayNumber(`${year}-01-01`);
    const dates = Array.from({ length: days }, (_, index) => isoDate(dayNumber(`${year}-01-01`) + index));
    expect(dates.length).toBe(year === 2024 ? 366 : 365);
    expect(dates.filter((date) => calendar.isWorkingDay(date).workday)).toEqual(dates.filter(isWorkdayElsewhere));
    expect(dates.some((date) => calendar.isWorkingDay(date).provisional)).toBe(false);
  });

  it.each(officialCalendars)('of $year lists in order only days that differ from Monday to Friday', ({ days }) => {
    const dates = Object.keys(days);
    expect(dates).toEqual([...dates].sort());
    expect(dates.filter((date) => days[date]?.workday !== isWeekend(dayNumber(date)))).toEqual([]);
  });

  it.each(officialCalendars)('of $year passes the examination of an uploaded year', (year) => {
    expect(parseCalendarYear(JSON.parse(JSON.stringify(year)))).toEqual({ ok: true, value: year });
  });
});
