import { chineseDate, chineseDateMonthsLater } from './chinese-date';

describe('dates on printouts', () => {
  it('are those of China, whatever the zone of the machine', () => {
    expect(chineseDate('2026-11-22T15:59:59.999Z')).toBe('2026年11月22日');
    expect(chineseDate('2026-11-22T16:00:00.000Z')).toBe('2026年11月23日');
  });

  it('months later fall on the same day, or on the last of a shorter month', () => {
    expect(chineseDateMonthsLater('2026-11-22T01:00:00Z', 6)).toBe('2027年5月22日');
    expect(chineseDateMonthsLater('2026-08-31T01:00:00Z', 6)).toBe('2027年2月28日');
    expect(chineseDateMonthsLater('2027-08-31T01:00:00Z', 6)).toBe('2028年2月29日');
  });
});
