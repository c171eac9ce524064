import { InHand } from './in-hand';

describe('what is in hand', () => {
  it('is so many requests at most, and room comes back once for each that is answered', () => {
    const inHand = new InHand(2, 1_000);
    const [first, second] = [inHand.take(0), inHand.take(0)];
    expect([first, second]).toEqual([expect.any(Function), expect.any(Function)]);
    expect(inHand.take(0)).toBeUndefined();
    first?.();
    first?.();
    expect([inHand.take(0), inHand.take(0)]).toEqual([expect.any(Function), undefined]);
  });

  it('is so many bytes at most, whatever their number', () => {
    const inHand = new InHand(10, 1_000);
    const large = inHand.take(800);
    expect(inHand.take(201)).toBeUndefined();
    expect(inHand.take(200)).toBeDefined();
    large?.();
    expect(inHand.take(800)).toBeDefined();
  });

  it('may be one request of any size: its own limit refuses what is too large', () => {
    expect(new InHand(10, 1_000).take(5_000)).toBeDefined();
  });
});
