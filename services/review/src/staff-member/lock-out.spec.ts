import { MemorySessions } from '@ekey/platform/testing';
import { LockOut } from './lock-out';

const now = '2026-03-02T02:00:00.000Z';
const later = (minutes: number) => new Date(Date.parse(now) + minutes * 60_000).toISOString();

describe('an account', () => {
  it('is locked by five wrong tries for a quarter of an hour', async () => {
    const lockOut = new LockOut(new MemorySessions());
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      expect(await lockOut.lockedSeconds('li', now)).toBe(0);
      await lockOut.failed('li', now);
    }
    expect(await lockOut.lockedSeconds('li', later(5))).toBe(600);
    expect(await lockOut.lockedSeconds('han', now)).toBe(0);
    expect(await lockOut.lockedSeconds('li', later(15))).toBe(0);
  });

  it('begins to count anew after the quarter of an hour, and after a right try', async () => {
    const lockOut = new LockOut(new MemorySessions());
    for (let attempt = 1; attempt <= 4; attempt += 1) await lockOut.failed('li', now);
    await lockOut.failed('li', later(16));
    expect(await lockOut.lockedSeconds('li', later(16))).toBe(0);
    for (let attempt = 1; attempt <= 3; attempt += 1) await lockOut.failed('li', later(16));
    await lockOut.forget('li');
    await lockOut.failed('li', later(16));
    expect(await lockOut.lockedSeconds('li', later(16))).toBe(0);
  });
});
