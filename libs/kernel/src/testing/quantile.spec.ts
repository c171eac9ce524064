import { median, quantile } from './quantile';

describe('of several measurements', () => {
  it('the middle one is that with as many below as above, the upper of two', () => {
    expect(median([9, 1, 100])).toBe(9);
    expect(median([4, 1, 3, 2])).toBe(3);
  });

  it('the one with a share of them below is found by size and not as text, and is at most the largest', () => {
    const values = Array.from({ length: 200 }, (_none, index) => 200 - index);
    expect([0, 0.5, 0.99, 1].map((share) => quantile(values, share))).toEqual([1, 101, 199, 200]);
  });

  it('there is none where nothing was measured', () => expect(median([])).toBeNaN());
});
