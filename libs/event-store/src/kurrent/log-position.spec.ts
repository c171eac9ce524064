import { placeAt, positionOf } from './log-position';

describe('the place of a record', () => {
  it.each([0, 1_024, 2 ** 53 - 1])('is one number and back again: %d', (position) => {
    expect(positionOf(placeAt(position))).toBe(position);
  });

  it('is refused where one exact number cannot name it', () => {
    expect(() => positionOf(placeAt(2 ** 53))).toThrow('no exact number');
    expect(() => positionOf({ commit: 200n, prepare: 100n })).toThrow('written within a transaction');
    expect(() => positionOf(undefined)).toThrow('tells no positions');
  });
});
