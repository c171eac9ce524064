import { unusableOf } from './unusable-of';

afterEach(() => jest.useRealTimers());

describe('what is leant on', () => {
  it('is named with its cause where it cannot be used, and not where it can', async () => {
    const checks = [
      { what: 'Kafka', isUsable: async () => undefined },
      { what: 'MinIO', isUsable: () => Promise.reject(new Error('cannot be reached')) },
      {
        what: 'the disk',
        isUsable: () => {
          throw new Error('no space left');
        },
      },
    ];
    expect(await unusableOf(checks)).toEqual([
      { what: 'MinIO', cause: 'Error: cannot be reached' },
      { what: 'the disk', cause: 'Error: no space left' },
    ]);
  });

  it('keeps nobody waiting for longer than a supervisor waits', async () => {
    jest.useFakeTimers();
    const asked = unusableOf([{ what: 'MongoDB', isUsable: () => new Promise(() => undefined) }]);
    await jest.advanceTimersByTimeAsync(3_600);
    expect(await asked).toEqual([{ what: 'MongoDB', cause: 'Error: no answer within 3500 ms' }]);
  });
});
