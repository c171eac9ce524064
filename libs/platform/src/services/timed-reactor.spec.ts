import type { Reactor } from '@ekey/event-store';
import type { Recorded } from '@ekey/kernel';
import { timedReactor } from './timed-reactor';

const told = (recordedAt: string): Recorded => ({ meta: { recordedAt } }) as Recorded;
const clock = { now: () => '2026-03-02T01:00:30.000Z' };
const handle = async (): Promise<void> => undefined;
const shelf: Reactor = { name: 'shelf', handles: () => true, handle };

describe('a reactor that is timed', () => {
  const notes: number[] = [];
  beforeEach(() => void notes.splice(0));
  const timed = (reactor: Reactor) => timedReactor(reactor, clock, (seconds) => notes.push(seconds));

  it('notes how old a fact was once it is dealt with, and the newest of many', async () => {
    const all = timed({ ...shelf, handleAll: handle });
    await all.handle(told('2026-03-02T01:00:00.000Z'));
    await all.handleAll?.([told('2026-03-02T01:00:00.000Z'), told('2026-03-02T01:00:29.000Z')]);
    expect(notes).toEqual([30, 1]);
  });

  it('notes nothing of a fact that it could not deal with, and none from the future', async () => {
    const failing = timed({ ...shelf, handle: () => Promise.reject(new Error('full')) });
    await expect(failing.handle(told('2026-03-02T01:00:00.000Z'))).rejects.toThrow('full');
    await timed(shelf).handle(told('2026-03-02T01:00:31.000Z'));
    expect(notes).toEqual([0]);
  });

  it('deals with many at once only where the reactor does', () => {
    expect(timed(shelf).handleAll).toBeUndefined();
  });
});
