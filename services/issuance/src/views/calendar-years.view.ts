import { viewPart, type View } from '@ekey/kernel';
import type { Published } from '@ekey/contracts';

type Loaded = Published<'review.CalendarYearLoaded.v1'>;
export type LoadedYear = Loaded['data'];

interface Parts {
  readonly year: LoadedYear;
}

/** Which years of the official calendar has review loaded? Their key is the year. */
export const calendarYears: View<Parts, LoadedYear> = {
  name: 'calendar-years',
  version: 1,
  parts: {
    year: viewPart<LoadedYear, Loaded>({
      from: 'review.events',
      category: 'review.Calendar',
      on: ['review.CalendarYearLoaded.v1'],
      key: ({ data }) => String(data.year),
      project: (_year, { data }) => data,
    }),
  },
  answer: ({ year }) => year ?? null,
  indexes: {},
};
