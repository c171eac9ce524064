import { chinaDayAfter, daysBetween, instantAfter, secondsBetween } from './instants';

describe('reckoning with instants', () => {
  it('begins a new day at midnight in Shanghai, which is 16:00 UTC', () => {
    expect(daysBetween('2026-03-01T15:59:59.999Z', '2026-03-01T16:00:00.000Z')).toBe(1);
    expect(daysBetween('2026-03-01T16:00:00.000Z', '2026-03-02T15:59:59.999Z')).toBe(0);
    expect(daysBetween('2026-03-02T01:00:00.000Z', '2026-04-01T00:00:00.000Z')).toBe(30);
  });

  it('knows leap days and the ends of years', () => {
    expect(chinaDayAfter('2028-02-28T02:00:00.000Z', 1)).toBe('2028-02-29');
    expect(chinaDayAfter('2026-12-31T02:00:00.000Z', 1)).toBe('2027-01-01');
  });

  it('counts a term in whole days of 24 hours', () => {
    expect(instantAfter('2026-03-02T01:02:03.456Z', 14)).toBe('2026-03-16T01:02:03.456Z');
    expect(instantAfter('2026-03-02T01:02:03.456Z', -7)).toBe('2026-02-23T01:02:03.456Z');
  });

  it('measures spans in seconds', () => {
    expect(secondsBetween('2026-03-01T00:00:00.900Z', '2026-03-01T00:01:00.400Z')).toBe(59.5);
  });
});
