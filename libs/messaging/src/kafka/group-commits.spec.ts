import { setTimeout as sleep } from 'node:timers/promises';
import type { Consumer } from 'kafkajs';
import type { Connection } from './connection';
import { GroupCommits } from './group-commits';
import { Holding } from './holding';
import { markOf } from './membership';

const ME = markOf('me');
const connection = {
  named: (name: string) => `prefix.${name}`,
  unavailable: (error: unknown, about: string) => new Error(`${about}: ${(error as Error).message}`),
} as Connection;

describe('a group', () => {
  const told: { topic: string; partition: number; offset: string }[][] = [];
  let refuse: Error | undefined;
  let answers: () => Promise<void> = async () => undefined;
  const consumer = {
    commitOffsets: async (offsets: (typeof told)[number]) => {
      await answers();
      if (refuse !== undefined) throw refuse;
      told.push(offsets);
    },
  } as unknown as Consumer;
  let holding: Holding;
  let commits: GroupCommits;
  beforeEach(() => {
    told.length = 0;
    refuse = undefined;
    answers = async () => undefined;
    holding = new Holding(3, { low: 0, high: 100, offset: 10, places: new Map([[ME, 10]]) });
    holding.joinedBy(ME);
    commits = new GroupCommits(connection, 'review.events', consumer, () => [holding]);
  });
  const reach = (offset: number): Promise<void> => {
    holding.reached(ME, offset);
    return commits.tellSoon();
  };

  it('is told of each step, and of several that come close together at once', async () => {
    await reach(11);
    await Promise.all([reach(12), reach(13), reach(14)]);
    await reach(15);
    const base = { topic: 'prefix.review.events', partition: 3, metadata: ME };
    expect(told).toEqual(['11', '14', '15'].map((offset) => [{ ...base, offset }]));
  });

  it('is told at once where somebody leaves', async () => {
    await reach(11);
    const began = performance.now();
    const telling = reach(12);
    commits.tellNow();
    await telling;
    expect(performance.now() - began).toBeLessThan(100);
  });

  it('is told one step after the other, also where it is long in answering', async () => {
    const slow = sleep(500);
    answers = () => slow;
    const first = reach(11);
    await sleep(50);
    answers = async () => undefined;
    await Promise.all([first, reach(12)]);
    expect(told.flat().map(({ offset }) => offset)).toEqual(['11', '12']);
  });

  it('is told again what it did not take, unless it has moved on', async () => {
    refuse = new Error('gone');
    await expect(reach(11)).rejects.toThrow('review.events: gone');
    refuse = Object.assign(new Error('moved on'), { type: 'REBALANCE_IN_PROGRESS' });
    await reach(11);
    refuse = undefined;
    await reach(11);
    expect(told.flat().map(({ offset }) => offset)).toEqual(['11']);
  });

  it('is told after a division what it refused while it was divided', async () => {
    refuse = Object.assign(new Error('moved on'), { type: 'REBALANCE_IN_PROGRESS' });
    await reach(11);
    refuse = undefined;
    commits.divided();
    await commits.tellSoon();
    expect(told.flat().map(({ offset }) => offset)).toEqual(['11']);
  });

  it('is told once more some seconds after a division, since another may have said less of what is ours now', async () => {
    jest.useFakeTimers();
    try {
      const telling = reach(11);
      await jest.advanceTimersByTimeAsync(200);
      await telling;
      commits.divided();
      await jest.advanceTimersByTimeAsync(4_900);
      expect(told.flat().map(({ offset }) => offset)).toEqual(['11']);
      await jest.advanceTimersByTimeAsync(400);
      expect(told.flat().map(({ offset }) => offset)).toEqual(['11', '11']);
    } finally {
      jest.useRealTimers();
    }
  });

  it('is left by a member that was struck off and does not join anew by itself', async () => {
    const now = jest.spyOn(performance, 'now');
    const at = (time: number): void => void now.mockReturnValue(time);
    refuse = Object.assign(new Error('unknown'), { type: 'UNKNOWN_MEMBER_ID' });
    at(1_000_000);
    await reach(11);
    at(1_009_000);
    await reach(12);
    commits.divided();
    at(1_018_000);
    await reach(13);
    at(1_028_001);
    await expect(reach(14)).rejects.toThrow('review.events: unknown');
    now.mockRestore();
  });
});
