import { Overdue, within } from './within';

describe('work that is waited for no longer than that', () => {
  it('settles as it does where it is in time', async () => {
    await expect(within(1_000, Promise.resolve('done'))).resolves.toBe('done');
    await expect(within(1_000, Promise.reject(new RangeError('no')))).rejects.toThrow(RangeError);
  });

  it('is overdue where it says nothing', async () => {
    await expect(within(5, new Promise(() => undefined))).rejects.toThrow(new Overdue(5));
  });

  it('may fail later, when nobody listens any more', async () => {
    let fail: (error: Error) => void = () => undefined;
    const work = new Promise<void>((_resolve, reject) => (fail = reject));
    await expect(within(5, work)).rejects.toThrow(Overdue);
    fail(new Error('too late'));
    await expect(work).rejects.toThrow('too late');
  });
});
