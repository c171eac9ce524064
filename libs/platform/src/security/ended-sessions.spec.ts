import { EndedSessions } from './ended-sessions';

class Store {
  readonly kept = new Map<string, string>();
  asked = 0;
  async set(kind: string, id: string, _value: unknown, expiresAt: string): Promise<void> {
    this.kept.set(`${kind} ${id}`, expiresAt);
  }
  async get<Value>(kind: string, id: string): Promise<Value | null> {
    this.asked += 1;
    return this.kept.has(`${kind} ${id}`) ? (true as Value) : null;
  }
}

const clock = { now: () => '2026-03-02T01:00:00.000Z' };
let store: Store;
const sessions = () => new EndedSessions(store as never, clock, 900);
beforeEach(() => {
  store = new Store();
  jest.spyOn(performance, 'now').mockReturnValue(0);
});
afterEach(() => jest.restoreAllMocks());

describe('a session that has ended', () => {
  it('is known at once where it was ended, for as long as its tokens could be good', async () => {
    const here = sessions();
    expect(await here.has('one')).toBe(false);
    await here.end('one');
    expect(here.has('one')).toBe(true);
    expect(store.kept).toEqual(new Map([['ended-session one', '2026-03-02T01:15:00.000Z']]));
  });

  it('is known elsewhere after a moment', async () => {
    const [here, there] = [sessions(), sessions()];
    expect(await there.has('one')).toBe(false);
    await here.end('one');
    expect(there.has('one')).toBe(false);
    jest.spyOn(performance, 'now').mockReturnValue(10_001);
    expect(await there.has('one')).toBe(true);
  });

  it('stays so, and the store is asked for a session once in a while alone', async () => {
    const here = sessions();
    for (let look = 0; look < 100; look += 1) await here.has('one');
    expect(store.asked).toBe(1);
    await here.end('one');
    jest.spyOn(performance, 'now').mockReturnValue(1_000_000);
    expect([here.has('one'), store.asked]).toEqual([true, 1]);
  });
});
