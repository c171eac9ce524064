import { answerOf, recorded } from '@ekey/kernel/testing';
import type { CalendarYearLoaded } from '../calendar/calendar.events';
import { calendarYears } from './calendar.view';

const loaded = (edition: number): CalendarYearLoaded => ({
  type: 'CalendarYearLoaded',
  data: {
    year: 2027,
    version: String(edition),
    source: '通知',
    days: { '2027-01-01': { workday: false, name: '元旦' } },
    edition,
    loadedAt: '2026-11-05T02:00:00.000Z',
  },
});

it('a year of the calendar is its newest edition', () => {
  const facts = [1, 2].map((edition) =>
    recorded(loaded(edition), { stream: 'review.Calendar-2027', revision: edition - 1 }),
  );
  expect(answerOf(calendarYears, '2027', facts)).toEqual(loaded(2).data);
});
