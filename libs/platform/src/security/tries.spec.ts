import { MemorySessions } from '../testing/memory-sessions';
import { Tries, type Try } from './tries';

const rules = { kind: 'a-try', rememberedSeconds: 600, lockSeconds: (failures: number) => (failures < 3 ? 0 : 60) };

describe('a try to prove who one is', () => {
  let now: string;
  let tries: Tries;
  beforeEach(() => {
    now = '2026-03-02T02:00:00.000Z';
    tries = new Tries(new MemorySessions({ now: () => now }), rules);
  });

  const wait = (seconds: number) => (now = new Date(Date.parse(now) + seconds * 1_000).toISOString());
  const begun = async (whose = 'li') => (await tries.begin(whose, now)) as Try;

  it('counts as failed from its beginning, for him alone whose it is', async () => {
    for (let n = 0; n < 3; n += 1) await begun();
    expect(await tries.begin('li', now)).toEqual({ lockedSeconds: 60 });
    expect(await begun('li-2')).toHaveProperty('takeBack');
    wait(59.5);
    expect(await tries.begin('li', now)).toEqual({ lockedSeconds: 1 });
    wait(0.5);
    expect(await begun()).toHaveProperty('takeBack');
    expect(await tries.begin('li', now)).toEqual({ lockedSeconds: 60 });
  });

  it('is not stopped by one that began a moment later by another clock and locks nobody', async () => {
    await tries.begin('li', new Date(Date.parse(now) + 5_000).toISOString());
    expect(await begun()).toHaveProperty('takeBack');
  });

  it('does not count where it was taken back, or is forgotten with all others', async () => {
    for (let n = 0; n < 3; n += 1) await (await begun()).takeBack();
    const [first] = [await begun(), await begun()];
    await first.takeBack();
    await begun();
    expect(await begun()).toHaveProperty('takeBack');
    expect(await tries.begin('li', now)).toHaveProperty('lockedSeconds');
    await tries.forget('li');
    for (let n = 0; n < 3; n += 1) expect(await begun()).toHaveProperty('takeBack');
  });

  it('is forgotten when its time is over, each by itself', async () => {
    await begun();
    wait(300);
    await begun();
    wait(300);
    await begun();
    expect(await begun()).toHaveProperty('takeBack');
    expect(await tries.begin('li', now)).toEqual({ lockedSeconds: 60 });
  });
});
