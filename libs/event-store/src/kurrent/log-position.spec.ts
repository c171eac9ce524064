import { offsetOf, placeAt, positionOf } from './log-position';

describe('the place of a record', () => {
  it.each([0, 1_024, 2 ** 53 - 1])('is one number and back again: %d', (position) => {
    expect(positionOf(placeAt(position))).toBe(position);
  });

  it('is refused where one exact number cannot name it', () => {
    expect(() => positionOf(placeAt(2 ** 53))).toThrow('no exact number');
    expect(() => positionOf({ commit: 200n, prepare: 100n })).toThrow('written within a transaction');
    expect(() => positionOf(undefined)).toThrow('tells no positions');
  });

  it('that is nobody’s record says by its first number alone how far the log goes before it', () => {
    expect(offsetOf({ commit: 200n, prepare: 0n })).toBe(200);
    expect(() => offsetOf({ commit: 2n ** 53n, prepare: 0n })).toThrow('no exact number');
    expect(() => offsetOf(undefined)).toThrow('tells no positions');
  });
});
