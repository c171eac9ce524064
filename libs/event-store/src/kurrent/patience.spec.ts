import { Overdue } from '@ekey/kernel';
import { backOffAfter, collected } from './patience';

const never = new Promise<never>(() => undefined);

describe('patience', () => {
  it('with somebody who goes on talking has no end, and with silence it has', async () => {
    async function* slowly(count: number) {
      for (let index = 0; index < count; index += 1) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        yield index;
      }
    }
    async function* silent() {
      yield 1;
      await never;
    }
    expect(await collected(100, slowly(8))).toHaveLength(8);
    await expect(collected(20, silent())).rejects.toThrow(Overdue);
  });

  it('grows with each failure up to its longest, and never runs in step with others', () => {
    const backOff = { shortest: 100, longest: 1_000 };
    for (const [failures, whole] of [
      [1, 100],
      [2, 200],
      [4, 800],
      [5, 1_000],
      [500, 1_000],
    ] as const) {
      const waits = Array.from({ length: 50 }, () => backOffAfter(failures, backOff));
      expect(Math.min(...waits)).toBeGreaterThanOrEqual(whole / 2);
      expect(Math.max(...waits)).toBeLessThanOrEqual(whole);
      expect(new Set(waits).size).toBeGreaterThan(1);
    }
  });
});
