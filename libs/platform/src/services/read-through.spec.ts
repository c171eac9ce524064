import { BROKEN_RECORD, BrokenRecord } from '@ekey/event-store';
import type { Recorded } from '@ekey/kernel';
import { recorded } from '@ekey/kernel/testing';
import { readThrough, Unbroken } from './read-through';

const fact = (position: number, stream = 'review.Review-1'): Recorded =>
  recorded({ type: 'TaskClaimed', data: {} }, { stream, revision: position, position });

/** A log whose record at some positions cannot be read. */
const log =
  (facts: readonly Recorded[], ...broken: readonly number[]) =>
  async (after: number, limit: number): Promise<readonly Recorded[]> => {
    const found = facts.filter(({ meta }) => meta.position > after).slice(0, limit);
    const bad = found.find(({ meta }) => broken.includes(meta.position));
    if (bad !== undefined) throw new BrokenRecord(bad.meta.stream, bad.meta.position, 'its checksum is wrong');
    return found;
  };

async function all(read: ReturnType<typeof log>, after = 0): Promise<readonly Recorded[]> {
  const facts: Recorded[] = [];
  for await (const batch of readThrough(read, after)) facts.push(...batch);
  return facts;
}

const positions = (facts: readonly Recorded[]): readonly number[] => facts.map(({ meta }) => meta.position);

describe('reading a log through', () => {
  it('gives everything behind a position, in order, whatever its length', async () => {
    const facts = Array.from({ length: 2_500 }, (_none, index) => fact(index + 1));
    expect(positions(await all(log(facts), 100))).toEqual(positions(facts.slice(100)));
  });

  it('gives a record that cannot be read in its place as what it is, and all the others', async () => {
    const facts = Array.from({ length: 1_200 }, (_none, index) => fact(2 * index + 1));
    const found = await all(log(facts, 1, 601, 2_399));
    expect(positions(found)).toEqual(positions(facts));
    const broken = found.filter(({ type }) => type === BROKEN_RECORD);
    expect(positions(broken)).toEqual([1, 601, 2_399]);
    expect(broken[0]).toMatchObject({
      data: { cause: expect.stringContaining('checksum') as string },
      meta: { stream: 'review.Review-1' },
    });
  });

  it('ends with the fault where the log cannot be read at all', async () => {
    await expect(all(() => Promise.reject(new Error('the disk is gone')))).rejects.toThrow('the disk is gone');
  });
});

it('leaves out what follows a broken record in its stream, and nothing else', async () => {
  const facts = [fact(1), fact(2, 'review.Review-2'), fact(3), fact(4, 'review.Review-2'), fact(5)];
  const found = await all(log(facts, 3));
  expect(positions(found.filter(new Unbroken().holds))).toEqual([1, 2, 4]);
});
