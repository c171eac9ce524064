import { Storage } from './storage';

let now = 0;
beforeEach(() => {
  now = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => jest.restoreAllMocks());

describe('the storage', () => {
  it('is tried once in a while, however often somebody asks', async () => {
    let [tries, full] = [0, false];
    const storage = new Storage({
      assertWritable: async () => {
        tries += 1;
        if (full) throw new Error('no space left');
      },
    });
    expect(await Promise.all([storage.isWritable(), storage.isWritable()])).toEqual([true, true]);
    full = true;
    expect([await storage.isWritable(), tries]).toEqual([true, 1]);
    now += 5_001;
    expect([await storage.isWritable(), tries]).toEqual([false, 2]);
    full = false;
    now += 5_001;
    expect([await storage.isWritable(), tries]).toEqual([true, 3]);
  });

  it('is taken for sound where the floor cannot say', async () => {
    expect(await new Storage({}).isWritable()).toBe(true);
  });
});
