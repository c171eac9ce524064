import { Arriving, SMALL_BODY } from './arriving';

const bodies = { most: 40 * SMALL_BODY, mostOfOne: 20 * SMALL_BODY };
const TEN = 10 * SMALL_BODY;

describe('bodies on their way in', () => {
  let arriving: Arriving;
  beforeEach(() => {
    arriving = new Arriving(bodies);
  });

  it('of one caller are so many bytes at most, and others are not kept from sending', () => {
    const [first, second] = [arriving.take('one', TEN), arriving.take('one', TEN)];
    expect([first, second]).toEqual([expect.any(Function), expect.any(Function)]);
    expect(() => arriving.take('one', TEN)).toThrow('TooManyRequests');
    expect(arriving.take('two', TEN)).toBeDefined();
  });

  it('of all are so many bytes at most', () => {
    for (const caller of ['one', 'two', 'three', 'four']) arriving.take(caller, TEN);
    expect(() => arriving.take('five', TEN)).toThrow('Overloaded');
  });

  it('make room, once each, when they are there', () => {
    const [first] = [arriving.take('one', TEN), arriving.take('one', TEN)];
    first?.();
    first?.();
    arriving.take('one', TEN);
    expect(() => arriving.take('one', TEN)).toThrow('TooManyRequests');
  });

  it('weigh no more than their connections where they are small', () => {
    for (let n = 0; n < 100; n += 1) expect(arriving.take('one', SMALL_BODY)).toBeUndefined();
  });
});
