import { ShiftedClock } from '@ekey/kernel/testing';
import type { Caller } from '@ekey/platform';
import { SqliteAccessLog } from './sqlite.access-log';

const OFFICER: Caller = { kind: 'staff', id: 'officer', roles: ['AGR'], organisationId: 'shanghai', sessionId: 's-1' };

let log: SqliteAccessLog;
beforeEach(() => {
  log = new SqliteAccessLog(':memory:', new ShiftedClock('2026-03-02T01:00:00.000Z'));
});
afterEach(() => log.close());

const look = (subject: string, service = 'review') =>
  log.record({ service, caller: OFFICER, action: 'case.open', subject, purpose: 'review', outcome: 'granted' });

describe('the access log', () => {
  it('tells who looked at what, when and what for; of the caller no more than names him', async () => {
    await look('case-1');
    const [entry] = await log.read({ service: 'review', after: 0, limit: 10 });
    expect(entry).toEqual({
      position: 1,
      at: expect.stringMatching(/^2026-03-02T01:00:0/) as string,
      service: 'review',
      caller: { kind: 'staff', id: 'officer', roles: ['AGR'] },
      action: 'case.open',
      subject: 'case-1',
      purpose: 'review',
      outcome: 'granted',
    });
  });

  it('is read page by page, of one service, and of one subject where asked', async () => {
    for (const subject of ['case-1', 'case-2', 'case-1']) await look(subject);
    await look('case-1', 'issuance');
    const subjects = async (query: { subject?: string; after?: number; limit?: number }) =>
      (await log.read({ service: 'review', after: 0, limit: 10, ...query })).map(({ position }) => position);
    expect(await subjects({})).toEqual([1, 2, 3]);
    expect(await subjects({ limit: 1, after: 1 })).toEqual([2]);
    expect(await subjects({ subject: 'case-1' })).toEqual([1, 3]);
    expect(await subjects({ subject: 'case-1', after: 1 })).toEqual([3]);
  });
});
