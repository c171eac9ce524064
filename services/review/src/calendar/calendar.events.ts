import type { Fact } from '@ekey/kernel';
import type { CalendarYear } from '@ekey/working-days';

/** A year's official arrangement; `edition` counts how often the year was loaded, from 1. */
export type CalendarYearLoaded = Fact<
  'CalendarYearLoaded',
  CalendarYear & { readonly edition: number; readonly loadedAt: string }
>;
export type CalendarEvent = CalendarYearLoaded;
