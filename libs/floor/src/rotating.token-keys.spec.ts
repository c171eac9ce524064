import { Unavailable } from '@ekey/kernel';
import { ShiftedClock } from '@ekey/kernel/testing';
import { RotatingTokenKeys, type KeptKey, type KeptRing, type TokenRings } from './rotating.token-keys';

/** Another process has always been quicker; what it has added is seen when the test says so. */
class ContestedRings implements TokenRings {
  readonly areShared = true;
  readonly others: KeptKey[] = [];
  seen: readonly KeptKey[] = [];

  async read(): Promise<KeptRing> {
    return { keys: this.seen, made: this.seen.length };
  }

  async add(_issuer: string, _ring: KeptRing, key: KeptKey): Promise<boolean> {
    if (this.others.length === 0) this.others.push(key);
    return false;
  }
}

describe('the keys of tokens', () => {
  let rings: ContestedRings;
  let keys: RotatingTokenKeys;
  beforeEach(() => {
    rings = new ContestedRings();
    keys = new RotatingTokenKeys(rings, new ShiftedClock('2026-03-02T01:00:00.000Z'));
  });

  it('are those of the process that was quicker, as soon as they are durable', async () => {
    const signing = keys.signingKey('review');
    while (rings.others.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    rings.seen = rings.others;
    expect((await signing).kid).toBe(rings.others[0]?.kid);
  });

  it('are waited for no longer than a caller would wait', async () => {
    await expect(keys.signingKey('review')).rejects.toThrow(Unavailable);
    await expect(keys.signingKey('review')).rejects.toThrow('the one that another process makes for review');
    rings.seen = rings.others;
    expect((await keys.signingKey('review')).kid).toBe(rings.others[0]?.kid);
  });
});
