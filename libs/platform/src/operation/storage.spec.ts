import { openLog } from './logging';
import { Storage } from './storage';

openLog('silent');

let now = 0;
beforeEach(() => {
  now = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => jest.restoreAllMocks());

describe('the storage', () => {
  it('is tried once in a while, however often somebody asks', async () => {
    const disk = { what: 'the disk', cause: 'no space left' };
    let [tries, full] = [0, false];
    const storage = new Storage({
      unusable: async () => {
        tries += 1;
        return full ? [disk] : [];
      },
    });
    expect(await Promise.all([storage.unusable(), storage.unusable()])).toEqual([[], []]);
    full = true;
    expect([await storage.unusable(), tries]).toEqual([[], 1]);
    now += 5_001;
    expect([await storage.unusable(), tries]).toEqual([[disk], 2]);
    full = false;
    now += 5_001;
    expect([await storage.unusable(), tries]).toEqual([[], 3]);
  });

  it('is taken for sound where the floor cannot say', async () => {
    expect(await new Storage({}).unusable()).toEqual([]);
  });
});
