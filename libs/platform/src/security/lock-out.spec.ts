import { MemorySessions } from '../testing/memory-sessions';
import { LockOut } from './lock-out';

const start = '2026-03-02T01:00:00.000Z';

describe('trying passwords', () => {
  let now: string;
  let store: MemorySessions;
  let lockOut: LockOut;
  beforeEach(() => {
    now = start;
    store = new MemorySessions({ now: () => now });
    lockOut = new LockOut(store);
  });

  const wait = (seconds: number) => (now = new Date(Date.parse(now) + seconds * 1_000).toISOString());
  const begin = (name = 'zhang', address = 'a') => lockOut.begin(name, address, now);
  const locked = async (name?: string, address?: string) => {
    const begun = await begin(name, address);
    if ('lockedSeconds' in begun) return begun.lockedSeconds;
    await begun.takeBack();
    return 0;
  };
  const fail = async (times: number, name?: string, address?: string) => {
    for (let n = 0; n < times; n += 1) expect(await begin(name, address)).toHaveProperty('succeeded');
  };

  it('is forgiven four times', async () => {
    await fail(4);
    expect(await locked()).toBe(0);
  });

  it('is then locked, twice as long each time, up to an hour', async () => {
    await fail(5);
    for (const seconds of [60, 120, 240, 480, 960, 1_920, 3_600, 3_600]) {
      expect(await locked()).toBe(seconds);
      wait(seconds);
      await fail(1);
    }
  });

  it('is open again when the time is over', async () => {
    await fail(5);
    wait(59);
    expect(await locked()).toBe(1);
    wait(1);
    expect(await locked()).toBe(0);
  });

  it('locks the address that tries, and not the user elsewhere', async () => {
    await fail(5);
    expect([await locked('zhang', 'a'), await locked('zhang', 'b'), await locked('li', 'a')]).toEqual([60, 0, 0]);
  });

  it('forgets a user’s failures wherever they were made, and nobody else’s', async () => {
    for (const address of ['a', 'b']) await fail(5, 'zhang', address);
    for (let n = 0; n < 40; n += 1) await fail(1, 'zhang', `address-${n}`);
    await fail(5, 'zhang.min', 'a');
    await lockOut.forget('zhang');
    const still = [await locked('zhang', 'a'), await locked('zhang', 'b'), await locked('zhang', 'elsewhere')];
    expect(still).toEqual([0, 0, 0]);
    expect(await locked('zhang.min', 'a')).toBe(60);
  });

  it('locks the user where many addresses try', async () => {
    for (let n = 0; n < 50; n += 1) await fail(1, 'zhang', `address-${n}`);
    for (let n = 0; n < 9; n += 1) expect(await locked('zhang', 'elsewhere')).toBe(60);
    wait(60);
    expect(await locked('zhang', 'elsewhere')).toBe(0);
  });

  it('is forgotten with the right password, at that address alone', async () => {
    for (let n = 0; n < 45; n += 1) await fail(1, 'zhang', `address-${n}`);
    await fail(4);
    const right = await begin();
    if ('succeeded' in right) await right.succeeded();
    expect(await locked('zhang', 'elsewhere')).toBe(0);
    await fail(1);
    expect([await locked(), await locked('zhang', 'elsewhere')]).toEqual([60, 60]);
  });

  it('is forgotten after a day', async () => {
    await fail(4);
    wait(86_400);
    await fail(4);
    expect(await locked()).toBe(0);
  });

  it('is forgiven no more often where it is done at once in two processes', async () => {
    const processes = [lockOut, new LockOut(store)];
    const atOnce = () =>
      Promise.all(processes.flatMap((each) => [1, 2, 3, 4].map(() => each.begin('zhang', 'a', now))));
    const begun = (tries: Awaited<ReturnType<typeof atOnce>>) => tries.filter((each) => 'succeeded' in each).length;
    expect(begun(await atOnce())).toBe(5);
    wait(60);
    expect(begun(await atOnce())).toBe(1);
    expect(await locked()).toBe(120);
  });
});
