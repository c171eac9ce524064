import { addressKey, RateLimit } from './rate-limit';

describe('a rate limit', () => {
  it('lets through so many a minute, and says how long to wait then', () => {
    const limit = new RateLimit(2);
    expect([limit.take('a', 1, 0), limit.take('a', 1, 20_000), limit.take('a', 1, 30_000)]).toEqual([0, 0, 30]);
    expect([limit.take('a', 1, 59_999), limit.take('a', 1, 60_000)]).toEqual([1, 0]);
  });

  it('counts what costs as much as several requests as several', () => {
    const limit = new RateLimit(10);
    expect([limit.take('a', 4, 0), limit.take('a', 4, 0), limit.take('a', 4, 0)]).toEqual([0, 0, 60]);
  });

  it('counts each key for itself', () => {
    const limit = new RateLimit(1);
    expect([limit.take('a', 1, 0), limit.take('b', 1, 0), limit.take('a', 1, 0)]).toEqual([0, 0, 60]);
  });

  it('can be asked without counting', () => {
    const limit = new RateLimit(1);
    expect([limit.waitOf('a', 0), limit.take('a', 1, 0), limit.waitOf('a', 15_000), limit.waitOf('a', 60_000)]).toEqual(
      [0, 0, 45, 0],
    );
  });

  it('remembers the latest keys alone, so that a flood fills no memory', () => {
    const limit = new RateLimit(1, 2);
    for (const key of ['a', 'b', 'c']) limit.take(key, 1, 0);
    expect([limit.take('a', 1, 1), limit.take('c', 1, 1)]).toEqual([0, 60]);
  });
});

describe('the address of a caller', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::ffff', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
  ])('%s is counted as %s', (ip, key) => {
    expect(addressKey(ip)).toBe(key);
  });
});
