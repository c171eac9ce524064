import { DecodingQueue } from './decoding-queue';

/** Work that says when it began and ends when told. */
function work(log: string[], name: string): { run: () => Promise<string>; end: () => void } {
  let end!: () => void;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const run = async (): Promise<string> => {
    log.push(name);
    await ended;
    return name;
  };
  return { run, end };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the queue before the decoder', () => {
  it('never lets more in than there are places', async () => {
    const queue = new DecodingQueue(2);
    let inside = 0;
    let most = 0;
    const each = async (): Promise<void> => {
      most = Math.max(most, ++inside);
      await settle();
      inside--;
    };
    await Promise.all(Array.from({ length: 100 }, () => queue.run(1, each)));
    expect([most, inside]).toEqual([2, 0]);
  });

  it('decodes a large picture alone, and does not let later small ones pass it by', async () => {
    const queue = new DecodingQueue(2);
    const log: string[] = [];
    const [small, large, late] = [work(log, 'small'), work(log, 'large'), work(log, 'late')];
    const all = [queue.run(1, small.run), queue.run(2, large.run), queue.run(1, late.run)];
    await settle();
    expect(log).toEqual(['small']);
    small.end();
    await settle();
    expect(log).toEqual(['small', 'large']);
    large.end();
    late.end();
    expect(await Promise.all(all)).toEqual(['small', 'large', 'late']);
  });

  it('frees the place of work that failed', async () => {
    const queue = new DecodingQueue(1);
    await expect(queue.run(1, () => Promise.reject(new Error('damaged')))).rejects.toThrow('damaged');
    await expect(queue.run(5, () => Promise.resolve('next'))).resolves.toBe('next');
  });
});
