import { MOST_WAITING, WaitingReaders } from './waiting-readers';

/** Something that is there from the third look on. */
function third() {
  let looks = 0;
  return { look: () => Promise.resolve((looks += 1)), isThere: (seen: number) => seen >= 3, looks: () => looks };
}

describe('a reader who waits', () => {
  it('is answered as soon as it is there', async () => {
    const { look, isThere } = third();
    expect(await new WaitingReaders().until(look, isThere, 20)).toBe(3);
  });
  it('is told what is there when the time is over, after one look at least', async () => {
    const { look, isThere, looks } = third();
    expect(await new WaitingReaders().until(look, isThere, 0)).toBe(1);
    expect(looks()).toBe(1);
  });
  it('keeps no process from stopping', async () => {
    const waiting = new WaitingReaders();
    const answered = waiting.until(
      () => Promise.resolve('nothing'),
      () => false,
      600,
    );
    waiting.onModuleDestroy();
    expect(await answered).toBe('nothing');
  });

  it('takes no more than its share of the server: whoever comes on top is answered with what there is, at once', async () => {
    const waiting = new WaitingReaders();
    let isTold = false;
    const reading = (): Promise<boolean> => waiting.until(async () => isTold, Boolean, 600);
    const patient = Array.from({ length: MOST_WAITING }, reading);
    expect(await reading()).toBe(false);
    isTold = true;
    expect(await Promise.all(patient)).not.toContain(false);
    isTold = false;
    const next = reading();
    isTold = true;
    expect(await next).toBe(true);
  });
});
