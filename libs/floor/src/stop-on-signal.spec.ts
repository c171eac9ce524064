import { Unavailable } from '@ekey/kernel';
import { openLog } from '@ekey/platform';
import { stopOnSignal } from './stop-on-signal';

const lines: string[] = [];
openLog('info', { write: (line) => void lines.push(line) });

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
/** Longer than a suite: that a stop takes too long is told by faked timers. */
const STOP_SECONDS = 3_600;

describe('a process that is told to stop', () => {
  let codes: unknown[];
  const signal = async (name: 'SIGTERM' | 'SIGINT' = 'SIGTERM'): Promise<void> => {
    process.emit(name);
    await settled();
  };
  const told = (starting: Promise<{ stop(): Promise<void> }>): void => stopOnSignal(starting, { STOP_SECONDS });

  beforeEach(() => {
    codes = [];
    lines.length = 0;
    jest.spyOn(process, 'exit').mockImplementation((code) => void codes.push(code) as never);
  });
  afterEach(() => {
    process.removeAllListeners('SIGTERM').removeAllListeners('SIGINT');
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  it('ends what is under way and says that all went well, however often it is told', async () => {
    let stops = 0;
    told(Promise.resolve({ stop: async () => void (stops += 1) }));
    await signal();
    await signal('SIGINT');
    expect([stops, codes]).toEqual([1, [0]]);
  });

  it('stops once it stands where it is still beginning', async () => {
    let stops = 0;
    let stands: (started: { stop(): Promise<void> }) => void = () => undefined;
    told(new Promise((resolve) => (stands = resolve)));
    await signal();
    expect([stops, codes]).toEqual([0, []]);
    stands({ stop: async () => void (stops += 1) });
    await settled();
    expect([stops, codes]).toEqual([1, [0]]);
  });

  it('tells a stop that failed, by its code and in the log', async () => {
    told(Promise.resolve({ stop: () => Promise.reject(new Unavailable('the store cannot be reached')) }));
    await signal();
    expect(codes).toEqual([1]);
    expect(lines.join('')).toContain('the store cannot be reached');
  });

  it('tells by its code that it never came to stand', async () => {
    told(Promise.reject(new Unavailable('the store cannot be reached')));
    await signal();
    expect(codes).toEqual([1]);
  });

  it('ends some time after its requests had to be answered, whatever has not ended by then', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    told(Promise.resolve({ stop: () => new Promise(() => undefined) }));
    await signal();
    jest.advanceTimersByTime(STOP_SECONDS * 1000);
    expect(codes).toEqual([]);
    jest.advanceTimersByTime(10_000);
    expect(codes).toEqual([1]);
  });
});
