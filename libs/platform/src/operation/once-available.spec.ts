import { Unavailable } from '@ekey/kernel';
import { openLog } from './logging';
import { onceAvailable, type Attempt } from './once-available';

openLog('silent');

describe('what needs a server', () => {
  let told: (string | undefined)[];
  let stopping: AbortController;
  const attempt = (work: () => Promise<void>): Attempt => ({
    ...{ what: 'intake', work, signal: stopping.signal },
    waits: (cause) => void told.push(cause),
  });
  const settled = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
  };

  beforeEach(() => {
    told = [];
    stopping = new AbortController();
  });
  afterEach(() => stopping.abort());

  it('is done at once where it answers', async () => {
    let done = 0;
    await onceAvailable(attempt(async () => void (done += 1)));
    expect([done, told]).toEqual([1, []]);
  });

  it('is done once it answers, and says until then what it waits for', async () => {
    let tries = 0;
    const work = async (): Promise<void> => {
      if ((tries += 1) < 3) throw new Unavailable('the store at mongo:27017 cannot be reached');
    };
    await onceAvailable(attempt(work));
    expect([tries, told]).toEqual([1, ['Unavailable: the store at mongo:27017 cannot be reached']]);
    await settled(() => told.at(-1) === undefined);
    expect([tries, told.length]).toEqual([3, 3]);
  });

  it('goes on waiting through another fault on the way', async () => {
    const faults = [new Unavailable('down'), new Error('half up')];
    await onceAvailable(
      attempt(async () => {
        const fault = faults.shift();
        if (fault !== undefined) throw fault;
      }),
    );
    await settled(() => told.at(-1) === undefined);
    expect(told).toEqual(['Unavailable: down', 'Error: half up', undefined]);
  });

  it('fails where the fault is no server’s', async () => {
    await expect(onceAvailable(attempt(() => Promise.reject(new Error('no such index'))))).rejects.toThrow('no such');
  });

  it('is given up when the process stops', async () => {
    let tries = 0;
    const down = async (): Promise<void> => {
      tries += 1;
      throw new Unavailable('down');
    };
    await onceAvailable(attempt(down));
    stopping.abort();
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(tries).toBe(1);
  });
});
