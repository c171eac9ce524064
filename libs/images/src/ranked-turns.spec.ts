import { RankedTurns } from './ranked-turns';

describe('turns by rank', () => {
  it('are given to the lowest rank that waits, and among equals to whoever came first', async () => {
    const turns = new RankedTurns();
    const done: string[] = [];
    const work = (name: string) => async (): Promise<void> => void done.push(name);
    await Promise.all([
      turns.run(3, work('first of all')),
      turns.run(2, work('dear')),
      turns.run(2, work('dear too')),
      turns.run(0, work('cheap')),
      turns.run(1, work('fair')),
      turns.run(0, work('cheap too')),
    ]);
    expect(done).toEqual(['first of all', 'cheap', 'cheap too', 'fair', 'dear', 'dear too']);
  });

  it('are taken one at a time', async () => {
    const turns = new RankedTurns();
    let [atWork, most] = [0, 0];
    const work = async (): Promise<void> => {
      most = Math.max(most, ++atWork);
      await new Promise((resolve) => setImmediate(resolve));
      atWork--;
    };
    await Promise.all([0, 1, 0, 2].map((rank) => turns.run(rank, work)));
    expect(most).toBe(1);
  });

  it('go on after work that failed', async () => {
    const turns = new RankedTurns();
    const failing = turns.run(0, () => Promise.reject(new Error('no picture')));
    const next = turns.run(0, () => Promise.resolve('the next'));
    await expect(failing).rejects.toThrow('no picture');
    expect(await next).toBe('the next');
  });
});
