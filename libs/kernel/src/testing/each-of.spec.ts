import { eachOf } from './each-of';

describe('work on each of many things', () => {
  it('is done in their order, so many at once, the next as soon as one is through', async () => {
    const [begun, ends]: [number[], (() => void)[]] = [[], []];
    const over = eachOf([0, 1, 2, 3], 2, (item) => {
      begun.push(item);
      return new Promise((resolve) => (ends[item] = resolve));
    });
    expect(begun).toEqual([0, 1]);
    ends[1]?.();
    await new Promise(setImmediate);
    expect(begun).toEqual([0, 1, 2]);
    for (const item of [0, 2]) ends[item]?.();
    await new Promise(setImmediate);
    ends[3]?.();
    await over;
    expect(begun).toEqual([0, 1, 2, 3]);
  });

  it('goes on until there are no more, as long as more may come', async () => {
    let left = 5;
    const more = function* () {
      while (left > 0) yield left;
    };
    await eachOf(more(), 3, async () => void (left -= 1));
    expect(left).toBe(0);
  });

  it('fails with the first that fails', () =>
    expect(eachOf([1, 2], 1, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken'));
});
