import { MemorySessions } from '@ekey/platform/testing';
import { LockOut } from './lock-out';

const now = '2026-03-02T01:00:00.000Z';
const after = (seconds: number): string => new Date(Date.parse(now) + seconds * 1_000).toISOString();

describe('trying passwords', () => {
  const fail = async (lockOut: LockOut, times: number, name = 'zhang', address = 'a', at = now) => {
    for (let n = 0; n < times; n += 1) await lockOut.failed(name, address, at);
  };

  it('is forgiven four times', async () => {
    const lockOut = new LockOut(new MemorySessions());
    await fail(lockOut, 4);
    expect(await lockOut.lockedSeconds('zhang', 'a', now)).toBe(0);
  });
  it('is then locked, twice as long each time, up to an hour', async () => {
    const lockOut = new LockOut(new MemorySessions());
    await fail(lockOut, 5);
    expect(await lockOut.lockedSeconds('zhang', 'a', now)).toBe(60);
    await fail(lockOut, 1);
    expect(await lockOut.lockedSeconds('zhang', 'a', now)).toBe(120);
    await fail(lockOut, 20);
    expect(await lockOut.lockedSeconds('zhang', 'a', now)).toBe(3_600);
  });
  it('is open again when the time is over', async () => {
    const lockOut = new LockOut(new MemorySessions());
    await fail(lockOut, 5);
    expect(await lockOut.lockedSeconds('zhang', 'a', after(59))).toBe(1);
    expect(await lockOut.lockedSeconds('zhang', 'a', after(60))).toBe(0);
  });
  it('locks the address that tries, and not the user elsewhere', async () => {
    const lockOut = new LockOut(new MemorySessions());
    await fail(lockOut, 10);
    expect(await lockOut.lockedSeconds('zhang', 'b', now)).toBe(0);
    expect(await lockOut.lockedSeconds('li', 'a', now)).toBe(0);
  });
  it('locks the user where many addresses try', async () => {
    const lockOut = new LockOut(new MemorySessions());
    for (let n = 0; n < 50; n += 1) await lockOut.failed('zhang', `address-${n}`, now);
    expect(await lockOut.lockedSeconds('zhang', 'elsewhere', now)).toBe(60);
  });
  it('is forgotten with the right password', async () => {
    const lockOut = new LockOut(new MemorySessions());
    await fail(lockOut, 4);
    await lockOut.succeeded('zhang', 'a');
    await fail(lockOut, 4);
    expect(await lockOut.lockedSeconds('zhang', 'a', now)).toBe(0);
  });
});
