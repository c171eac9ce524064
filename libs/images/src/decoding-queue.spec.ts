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
    await Promise.all(Array.from({ length: 100 }, () => queue.run(1, 'a', each)));
    expect([most, inside]).toEqual([2, 0]);
  });

  it('decodes a large picture alone, and does not let later small ones pass it by', async () => {
    const queue = new DecodingQueue(2);
    const log: string[] = [];
    const [small, large, late] = [work(log, 'small'), work(log, 'large'), work(log, 'late')];
    const all = [queue.run(1, 'a', small.run), queue.run(2, 'b', large.run), queue.run(1, 'c', late.run)];
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
    await expect(queue.run(1, 'a', () => Promise.reject(new Error('damaged')))).rejects.toThrow('damaged');
    await expect(queue.run(5, 'a', () => Promise.resolve('next'))).resolves.toBe('next');
  });

  it('lets those who bring pictures take turns, however many one of them brings', async () => {
    const queue = new DecodingQueue(1);
    const log: string[] = [];
    const decode =
      (name: string): (() => Promise<void>) =>
      async () => {
        log.push(name);
        await settle();
      };
    const bring = (whose: string, ...names: readonly string[]) =>
      names.map((name) => queue.run(1, whose, decode(name)));
    const many = bring('much', 'm1', 'm2', 'm3', 'm4', 'm5', 'm6');
    await settle();
    const few = [...bring('one', 'o1', 'o2'), ...bring('other', 'p1')];
    await Promise.all([...many, ...few]);
    expect(log.indexOf('o1')).toBeLessThan(log.indexOf('m3'));
    expect(log.indexOf('p1')).toBeLessThan(log.indexOf('m3'));
    expect(log.indexOf('o2')).toBeLessThan(log.indexOf('m4'));
    expect(log.filter((name) => name.startsWith('m'))).toEqual(['m1', 'm2', 'm3', 'm4', 'm5', 'm6']);
  });

  it('passes nobody over for ever: who waits comes before whoever begins to bring pictures later and later', async () => {
    const queue = new DecodingQueue(1);
    const log: string[] = [];
    const first = work(log, 'first');
    const all = [queue.run(1, 'a', first.run), queue.run(1, 'a', async () => void log.push('second'))];
    for (let n = 0; n < 10; n += 1) all.push(queue.run(1, `later ${n}`, async () => void log.push('later')));
    for (let n = 0; n < 10; n += 1) all.push(queue.run(1, `later ${n}`, async () => void log.push('again')));
    first.end();
    await Promise.all(all as readonly Promise<unknown>[]);
    expect(log.indexOf('second')).toBeLessThan(log.lastIndexOf('again'));
    expect(log.filter((name) => name === 'again')).toHaveLength(10);
  });
});
