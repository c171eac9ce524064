import { isNight } from './night';

describe('the time of the nightly comparison', () => {
  it.each([
    ['2026-03-02T18:59:59.999Z', false],
    ['2026-03-02T19:00:00.000Z', true],
    ['2026-03-02T21:59:59.999Z', true],
    ['2026-03-02T22:00:00.000Z', false],
    ['2026-03-02T03:30:00.000Z', false],
  ])('at %s, on the clock of Beijing and from three on: %s', (now, expected) => expect(isNight(now, 3)).toBe(expected));
  it('may begin at midnight', () => {
    expect(isNight('2026-03-02T16:00:00.000Z', 0)).toBe(true);
    expect(isNight('2026-03-02T15:59:59.999Z', 0)).toBe(false);
  });
});
