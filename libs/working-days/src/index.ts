export type { CalendarDay, CalendarYear } from './calendar-year';
export {
  parseCalendarYear,
  type CalendarProblem,
  type CalendarProblemCode,
  type ParsedCalendarYear,
} from './calendar-year.parse';
export {
  endOfDayAfter,
  isIsoDate,
  shanghaiDate,
  shanghaiHour,
  writtenDay,
  type Instant,
  type IsoDate,
} from './china-time';
export type { DeadlineWarning, WarningGround } from './deadline-warnings';
export { officialCalendars } from './official-calendars';
export {
  createCalendar,
  type DayAnswer,
  type DueDate,
  type DueInstant,
  type WorkingCalendar,
  type WorkingDayCount,
} from './working-calendar';
