import { later } from './later';

it('an instant so many milliseconds later, or earlier, is one in UTC again', () => {
  expect(later('2026-02-28T23:59:59.500Z', 500)).toBe('2026-03-01T00:00:00.000Z');
  expect(later('2026-03-01T08:00:00.000+08:00', -1)).toBe('2026-02-28T23:59:59.999Z');
});
