import { streamIdOf, viewPart, type View } from '@ekey/kernel';
import type { CalendarYearLoaded } from '../calendar/calendar.events';

export type LoadedCalendarYear = CalendarYearLoaded['data'];

/** Which years of the official calendar were loaded since the release? */
export const calendarYears: View<{ loaded: LoadedCalendarYear }, LoadedCalendarYear> = {
  name: 'calendar',
  version: 1,
  parts: {
    loaded: viewPart<LoadedCalendarYear, CalendarYearLoaded>({
      from: 'own',
      category: 'review.Calendar',
      on: ['CalendarYearLoaded'],
      key: ({ meta }) => streamIdOf(meta.stream),
      project: (_year, { data }) => data,
    }),
  },
  answer: ({ loaded }) => loaded ?? null,
  indexes: { year: ({ year }) => year },
};
