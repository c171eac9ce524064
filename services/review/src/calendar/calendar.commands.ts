import type { Command } from '@ekey/kernel';
import type { CalendarYear } from '@ekey/working-days';

/** The year has been read and checked by `parseCalendarYear`. */
export type LoadCalendarYear = Command<'LoadCalendarYear', { readonly calendar: CalendarYear; readonly now: string }>;
export type CalendarCommand = LoadCalendarYear;

export type CalendarRejection = 'VersionUsed';
