import fc from 'fast-check';
import { chinaDay, chinaDayAfter, daysBetween, epochSeconds, instantAfter, secondsBetween } from './instants';

const anyInstant = fc.date({ min: new Date('1970-01-01'), max: new Date('2399-12-31'), noInvalidDate: true });

describe('reckoning with instants', () => {
  it('counts seconds as the clock of the machine does', () =>
    fc.assert(
      fc.property(anyInstant, (date) => {
        expect(epochSeconds(date.toISOString())).toBe(Math.floor(date.getTime() / 1000));
      }),
    ));

  it('names the day of Shanghai as the calendar of the machine does', () =>
    fc.assert(
      fc.property(anyInstant, (date) => {
        const shifted = new Date(date.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
        expect(chinaDay(date.toISOString())).toBe(shifted);
      }),
    ));

  it('begins a new day at midnight in Shanghai, which is 16:00 UTC', () => {
    expect(chinaDay('2026-03-01T15:59:59.999Z')).toBe('2026-03-01');
    expect(chinaDay('2026-03-01T16:00:00.000Z')).toBe('2026-03-02');
    expect(daysBetween('2026-03-01T15:59:59.000Z', '2026-03-01T16:00:00.000Z')).toBe(1);
  });

  it('knows leap days and the ends of years', () => {
    expect(chinaDayAfter('2028-02-28T02:00:00.000Z', 1)).toBe('2028-02-29');
    expect(chinaDayAfter('2026-12-31T02:00:00.000Z', 1)).toBe('2027-01-01');
    expect(chinaDayAfter('2026-03-02T01:00:00.000Z', 30)).toBe('2026-04-01');
  });

  it('counts a term in whole days of 24 hours', () => {
    expect(instantAfter('2026-03-02T01:02:03.456Z', 14)).toBe('2026-03-16T01:02:03.456Z');
    expect(instantAfter('2027-12-31T23:59:59Z', 1)).toBe('2028-01-01T23:59:59Z');
  });

  it('measures spans in seconds, whatever the fraction', () => {
    expect(secondsBetween('2026-03-01T00:00:00.900Z', '2026-03-01T00:01:00.100Z')).toBe(60);
  });

  it('refuses what is not an instant in UTC', () => {
    for (const text of ['', '2026-03-01', '2026-03-01T00:00:00+08:00', 'tomorrow']) {
      expect(() => epochSeconds(text)).toThrow(RangeError);
    }
  });
});
