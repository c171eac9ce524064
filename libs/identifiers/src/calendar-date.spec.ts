import { dayOfReachingAge, isCalendarDate } from './calendar-date';

describe('a calendar date', () => {
  it.each(['1900-01-01', '2000-02-29', '1904-02-29', '2026-12-31', '0001-01-01'])('%s exists', (date) => {
    expect(isCalendarDate(date)).toBe(true);
  });

  it.each([
    '1900-02-29',
    '2026-02-30',
    '2026-04-31',
    '2026-00-10',
    '2026-13-01',
    '2026-01-00',
    '0000-01-01',
    '2026-1-1',
  ])('%s does not exist', (date) => {
    expect(isCalendarDate(date)).toBe(false);
  });

  it.each([
    ['2008-03-02', '2026-03-02'],
    ['2008-02-29', '2026-02-28'],
    ['2006-02-28', '2024-02-28'],
    ['0990-01-01', '1008-01-01'],
  ])('a person born on %s is 18 on %s', (birthDate, day) => {
    expect(dayOfReachingAge(birthDate, 18)).toBe(day);
  });
});
