import { answerOf, recorded } from '@ekey/kernel/testing';
import { calendarYears } from './calendar-years.view';

const loaded = (version: string, revision: number) =>
  recorded(
    { type: 'review.CalendarYearLoaded.v1', data: { year: 2027, version, source: 'notice', days: {} } },
    { stream: 'review.Calendar-2027', revision },
  );

it('the newest edition of a loaded year is the one that counts', () => {
  expect(answerOf(calendarYears, '2027', [loaded('1', 0), loaded('2', 1)])).toMatchObject({ year: 2027, version: '2' });
  expect(answerOf(calendarYears, '2028', [loaded('1', 0)])).toBeNull();
});
