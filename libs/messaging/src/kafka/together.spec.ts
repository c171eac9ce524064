import { setTimeout as sleep } from 'node:timers/promises';
import { together } from './together';

describe('a question that many have', () => {
  it('is put once for those who ask at the same moment, and again for whoever asks while it is being answered', async () => {
    const answers: ((answer: number) => void)[] = [];
    const ask = together(() => new Promise<number>((resolve) => answers.push(resolve)));
    const [one, two] = [ask(), ask()];
    await sleep(5);
    const three = ask();
    await sleep(5);
    answers.forEach((answer, index) => answer(index));
    expect(await Promise.all([one, two, three])).toEqual([0, 0, 1]);
  });

  it('is put again after it could not be answered', async () => {
    let tries = 0;
    const ask = together(async () => {
      tries += 1;
      if (tries === 1) throw new Error('gone');
      return tries;
    });
    await expect(ask()).rejects.toThrow('gone');
    expect(await ask()).toBe(2);
  });
});
