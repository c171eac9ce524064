import { ShiftedClock } from '@ekey/kernel/testing';
import type { Clock } from '@ekey/kernel';
import type { AccessLog, Caller } from '@ekey/platform';

export interface AccessLogUnderTest {
  readonly log: AccessLog;
  dispose(): Promise<void>;
}

const OFFICER: Caller = { kind: 'staff', id: 'officer', roles: ['AGR'], organisationId: 'shanghai', sessionId: 's-1' };

/** Somebody looks at something. */
export const look = (log: AccessLog, subject: string, service = 'review'): Promise<void> =>
  log.record({ service, caller: OFFICER, action: 'case.open', subject, purpose: 'review', outcome: 'granted' });

/** What every access log must do. */
export function describeAccessLogContract(name: string, make: (clock: Clock) => Promise<AccessLogUnderTest>): void {
  describe(`the access log (${name})`, () => {
    let under: AccessLogUnderTest;
    beforeEach(async () => {
      under = await make(new ShiftedClock('2026-03-02T01:00:00.000Z'));
    });
    afterEach(() => under.dispose());

    it('tells who looked at what, when and what for; of the caller no more than names him', async () => {
      await look(under.log, 'case-1');
      const [entry] = await under.log.read({ service: 'review', after: 0, limit: 10 });
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
      for (const subject of ['case-1', 'case-2', 'case-1']) await look(under.log, subject);
      await look(under.log, 'case-1', 'issuance');
      const positions = async (query: { subject?: string; after?: number; limit?: number }) =>
        (await under.log.read({ service: 'review', after: 0, limit: 10, ...query })).map(({ position }) => position);
      expect(await positions({})).toEqual([1, 2, 3]);
      expect(await positions({ limit: 1, after: 1 })).toEqual([2]);
      expect(await positions({ subject: 'case-1' })).toEqual([1, 3]);
      expect(await positions({ subject: 'case-1', after: 1 })).toEqual([3]);
      expect(await positions({ subject: 'case-3' })).toEqual([]);
    });

    it('keeps the order in which it was told, also of what happens at once', async () => {
      const subjects = Array.from({ length: 50 }, (_, index) => `case-${index}`);
      await Promise.all(subjects.map((subject) => look(under.log, subject)));
      const entries = await under.log.read({ service: 'review', after: 0, limit: 100 });
      expect(entries.map(({ subject }) => subject)).toEqual(subjects);
    });
  });
}
