import { isIPv6 } from 'node:net';
import { LeastRecentlyUsed } from '@ekey/kernel';

const WINDOW_MS = 60_000;
const REMEMBERED = 50_000;

/**
 * How often each key was seen within a minute. Remembers a bounded number of keys, the latest: a flood from more addresses
 * than that wins nothing that it would not have by using each address once.
 */
export class RateLimit {
  private readonly windows: LeastRecentlyUsed<{ count: number; readonly endsAt: number }>;

  constructor(
    private readonly perMinute: number,
    remembered = REMEMBERED,
  ) {
    this.windows = new LeastRecentlyUsed(remembered);
  }

  /**
   * Counts one more, or as many as it weighs.
   * @param now milliseconds that only grow.
   * @returns 0, or how many seconds to wait where it is one too many.
   */
  take(key: string, weight = 1, now = performance.now()): number {
    const known = this.windows.get(key);
    const window = known !== undefined && known.endsAt > now ? known : { count: 0, endsAt: now + WINDOW_MS };
    window.count += weight;
    if (window !== known) this.windows.set(key, window);
    return window.count > this.perMinute ? Math.ceil((window.endsAt - now) / 1000) : 0;
  }

  /** The same for one that is not counted. */
  waitOf(key: string, now = performance.now()): number {
    const window = this.windows.get(key);
    if (window === undefined || window.endsAt <= now || window.count < this.perMinute) return 0;
    return Math.ceil((window.endsAt - now) / 1000);
  }
}

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;
/** What one subscriber is given of IPv6: a /64, whose addresses he may use as he likes. */
const SUBNET_GROUPS = 4;

/** The address by which a caller is counted who is not logged in: IPv4 whole, of IPv6 the subscriber's net. */
export function addressKey(ip: string): string {
  if (!isIPv6(ip)) return ip;
  const mapped = MAPPED.exec(ip)?.[1];
  if (mapped !== undefined) return mapped;
  const [head = '', tail = ''] = (ip.split('%')[0] ?? '').toLowerCase().split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail === '' ? [] : tail.split(':');
  const groups = [...first, ...Array<string>(Math.max(0, 8 - first.length - last.length)).fill('0'), ...last];
  return `${groups
    .slice(0, SUBNET_GROUPS)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
