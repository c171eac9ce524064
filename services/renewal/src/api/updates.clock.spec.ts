import { recorded } from '@ekey/kernel/testing';
import type { RenewalEvent } from '../renewal/renewal.events';
import { interrupted, now, proved, renewalId, SESSION, session, toUpdate } from '../testing/renewal.examples';
import { ticking } from '../testing/ticking';
import { UpdatesClock } from './updates.clock';

const tick = (at: string, ...facts: readonly RenewalEvent[]) =>
  ticking(
    (commands, views) => new UpdatesClock(commands, views),
    at,
    [...toUpdate, ...facts].map((fact, revision) =>
      recorded(fact, { stream: `renewal.Renewal-${renewalId}`, revision, recordedAt: now }),
    ),
  );
const [inTime, late] = ['2027-01-20T02:14:59.999Z', '2027-01-20T02:15:00.001Z'];

describe('the clock of updates', () => {
  it('leaves a session alone for fifteen minutes', async () => expect(await tick(inTime, session())).toEqual([]));
  it('has an interruption recorded of a session in which nothing was done for longer', async () => {
    const data = { sessionId: SESSION, now: late };
    expect(await tick(late, session())).toMatchObject([
      { to: `HandleRenewal ${renewalId}`, command: { type: 'InterruptUpdate', data } },
    ]);
  });
  it('asks about one session by one command, and about the next by another', async () => {
    const [first] = await tick(late, session());
    const [again] = await tick('2027-01-20T03:00:00.000Z', session());
    const [next] = await tick(late, session(), interrupted(), session('session-2'));
    expect(again?.commandId).toBe(first?.commandId);
    expect(next?.commandId).not.toBe(first?.commandId);
  });
  it('asks about no update that was not begun, was interrupted already, or is over', async () => {
    expect(await tick(late)).toEqual([]);
    expect(await tick(late, session(), interrupted())).toEqual([]);
    expect(await tick(late, session(), proved)).toEqual([]);
  });
});
