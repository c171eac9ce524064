import { endOfDayAfter, isIsoDate, shanghaiDate, shanghaiHour, writtenDay } from './china-time';

describe('the day in China', () => {
  it.each([
    ['2026-02-14T15:59:59.999Z', '2026-02-14'],
    ['2026-02-14T16:00:00Z', '2026-02-15'],
    ['2026-02-15T00:00:00+08:00', '2026-02-15'],
    ['2026-02-14T23:59:59+08:00', '2026-02-14'],
    ['2025-12-31T11:00:00-05:00', '2026-01-01'],
    ['2026-07-01T16:30:00.123456789Z', '2026-07-02'],
    ['2024-02-28T16:00:00Z', '2024-02-29'],
  ])('of %s is %s', (instant, date) => {
    expect(shanghaiDate(instant)).toBe(date);
  });

  it.each([
    '2026-02-14T16:00:00',
    '2026-02-14',
    '2026-02-30T00:00:00Z',
    '2026-02-14T24:00:00Z',
    '2026-02-14T12:60:00Z',
    '2026-02-14 16:00:00Z',
    '2026-02-14T16:00:00+25:00',
    '',
  ])('cannot be told of %p', (text) => {
    expect(() => shanghaiDate(text)).toThrow(RangeError);
  });

  it('has hours of its own', () => {
    expect(shanghaiHour('2026-02-14T15:59:59.999Z')).toBe(23);
    expect(shanghaiHour('2026-02-14T16:00:00Z')).toBe(0);
    expect(shanghaiHour('2026-02-14T12:30:00+08:00')).toBe(12);
    expect(() => shanghaiHour('2026-02-14T16:00:00')).toThrow(RangeError);
  });

  it('has the form YYYY-MM-DD and exists', () => {
    expect(isIsoDate('2024-02-29')).toBe(true);
    for (const other of [
      '2026-02-29',
      '2026-13-01',
      '2026-00-01',
      '2026-01-1',
      '1991-12-31',
      ' 2026-01-01',
      20260101,
      null,
    ]) {
      expect(isIsoDate(other)).toBe(false);
    }
  });

  it('is written without leading zeros', () => {
    expect([writtenDay('2026-03-02'), writtenDay('2026-11-22')]).toEqual(['2026年3月2日', '2026年11月22日']);
  });

  it('so many days later ends at 24:00 in China', () => {
    expect(endOfDayAfter('2026-03-02T15:59:59.999Z', 0)).toBe('2026-03-02T16:00:00.000Z');
    expect(endOfDayAfter('2026-03-02T16:00:00.000Z', 0)).toBe('2026-03-03T16:00:00.000Z');
    expect(endOfDayAfter('2026-12-01T01:00:00.000Z', 90)).toBe('2027-03-01T16:00:00.000Z');
    expect(() => endOfDayAfter('2026-12-01', 90)).toThrow(RangeError);
  });
});
