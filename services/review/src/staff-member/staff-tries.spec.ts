import { MemorySessions } from '@ekey/platform/testing';
import { staffTries } from './staff-tries';

const start = '2026-03-02T02:00:00.000Z';
const later = (minutes: number) => new Date(Date.parse(start) + minutes * 60_000).toISOString();

describe('an account', () => {
  let now: string;
  let store: MemorySessions;
  beforeEach(() => {
    now = start;
    store = new MemorySessions({ now: () => now });
  });

  const begin = (staffId = 'li') => staffTries(store).begin(staffId, now);
  const failAt = async (...minutes: readonly number[]) => {
    for (const minute of minutes) {
      now = later(minute);
      expect(await begin()).toHaveProperty('takeBack');
    }
  };

  it('is locked by five wrong tries for a quarter of an hour', async () => {
    await failAt(0, 1, 2, 3, 4);
    expect(await begin()).toEqual({ lockedSeconds: 900 });
    expect(await begin('han')).toHaveProperty('takeBack');
    now = later(9);
    expect(await begin()).toEqual({ lockedSeconds: 600 });
    now = later(19);
    expect(await begin()).toHaveProperty('takeBack');
  });

  it('begins to count anew after the quarter of an hour, and after a right try', async () => {
    await failAt(0, 0, 0, 0, 16, 16, 16, 16);
    await staffTries(store).forget('li');
    await failAt(16, 16, 16, 16, 16);
    expect(await begin()).toEqual({ lockedSeconds: 900 });
  });

  it('is tried no more than five times by those who try at once in two processes', async () => {
    const processes = [staffTries(store), staffTries(store)];
    const tries = await Promise.all(processes.flatMap((each) => [1, 2, 3, 4].map(() => each.begin('li', now))));
    expect(tries.filter((each) => 'takeBack' in each)).toHaveLength(5);
  });
});
