import { BodyShares, SMALL_BODY } from './body-shares';

const bodies = { most: 40 * SMALL_BODY, mostOfOne: 20 * SMALL_BODY };
const TEN = 10 * SMALL_BODY;

describe('bodies that are sent', () => {
  let shares: BodyShares;
  beforeEach(() => {
    shares = new BodyShares(bodies);
  });

  it('of one caller are so many bytes at most, and others are not kept from sending', () => {
    const [first, second] = [shares.take('one', TEN), shares.take('one', TEN)];
    expect([first, second]).toEqual([expect.any(Function), expect.any(Function)]);
    expect(() => shares.take('one', TEN)).toThrow('TooManyRequests');
    expect(shares.take('two', TEN)).toBeDefined();
  });

  it('of all are so many bytes at most', () => {
    for (const caller of ['one', 'two', 'three', 'four']) shares.take(caller, TEN);
    expect(() => shares.take('five', TEN)).toThrow('Overloaded');
  });

  it('make room, once each, when they are answered', () => {
    const [first] = [shares.take('one', TEN), shares.take('one', TEN)];
    first?.();
    first?.();
    shares.take('one', TEN);
    expect(() => shares.take('one', TEN)).toThrow('TooManyRequests');
  });

  it('weigh no more than their connections where they are small', () => {
    for (let n = 0; n < 100; n += 1) expect(shares.take('one', SMALL_BODY)).toBeUndefined();
  });
});
