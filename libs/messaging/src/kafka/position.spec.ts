import { placeBehind, placeOf, positionOf } from './position';

describe('a position in a topic', () => {
  it.each([
    [0, 0],
    [0, 2 ** 40 - 2],
    [1, 0],
    [8190, 2 ** 40 - 2],
  ])('tells partition %d and offset %d, in a number that loses nothing', (partition, offset) => {
    const position = positionOf({ partition, offset });
    expect(Number.isSafeInteger(position)).toBe(true);
    expect(placeOf(position)).toEqual({ partition, offset });
    expect(placeBehind(position)).toEqual({ partition, offset: offset + 1 });
  });

  it('grows within a partition, and from one partition to the next', () => {
    const places = [
      { partition: 0, offset: 0 },
      { partition: 0, offset: 900 },
      { partition: 1, offset: 0 },
      { partition: 2, offset: 5 },
    ];
    const positions = places.map(positionOf);
    expect(positions).toEqual([...positions].sort((one, other) => one - other));
  });

  it('has everything behind 0', () => {
    expect(placeBehind(0)).toEqual({ partition: 0, offset: 0 });
    expect(positionOf({ partition: 0, offset: 0 })).toBeGreaterThan(0);
  });
});
