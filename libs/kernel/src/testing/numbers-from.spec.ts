import { numbersFrom } from './numbers-from';

describe('the numbers of a seed', () => {
  it('are the same each time, and others for another seed', () => {
    const drawn = (seed: number): readonly number[] => Array.from({ length: 4 }, numbersFrom(seed));
    expect(drawn(7)).toEqual(drawn(7));
    expect(drawn(7)).not.toEqual(drawn(8));
  });

  it('lie anywhere below 2³²', () => {
    const shares = Array.from({ length: 1_000 }, numbersFrom(1)).map((number) => number / 2 ** 32);
    expect(shares.every((share) => share >= 0 && share < 1)).toBe(true);
    expect(shares.reduce((sum, share) => sum + share, 0) / shares.length).toBeCloseTo(0.5, 1);
  });
});
