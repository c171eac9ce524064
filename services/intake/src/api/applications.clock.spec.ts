import { ApplicationsClock } from './applications.clock';

const now = '2026-03-02T01:00:00.000Z';
const daysAgo = (days: number): string => new Date(Date.parse(now) - days * 86_400_000).toISOString();

function clockOver(cases: readonly { caseId: string; lastActivityAt: string; reminded: number }[], failing = '') {
  const sent: string[] = [];
  const queries: unknown[] = [];
  const commands = {
    try: (_message: unknown, id: string, { type }: { type: string }) => {
      if (id === failing) return Promise.reject(new Error('unreadable'));
      sent.push(`${type} ${id}`);
      return Promise.resolve();
    },
  };
  const views = {
    find: (_view: unknown, query: { after?: string }) => {
      queries.push(query);
      const at = Number(query.after ?? 0);
      const items = cases.slice(at, at + 1).map((own) => ({ own }));
      return Promise.resolve(at + 1 < cases.length ? { items, next: String(at + 1) } : { items });
    },
  };
  return { sent, queries, clock: new ApplicationsClock(commands as never, views as never, { IDLE_DAYS: 30 } as never) };
}

describe('the clock of applications', () => {
  it('reminds and ends what is due, and leaves the rest alone', async () => {
    const { sent, clock } = clockOver([
      { caseId: 'fresh', lastActivityAt: daysAgo(6), reminded: 0 },
      { caseId: 'week', lastActivityAt: daysAgo(8), reminded: 0 },
      { caseId: 'told', lastActivityAt: daysAgo(8), reminded: 7 },
      { caseId: 'late', lastActivityAt: daysAgo(21), reminded: 7 },
      { caseId: 'last-day', lastActivityAt: daysAgo(30), reminded: 27 },
      { caseId: 'over', lastActivityAt: daysAgo(31), reminded: 27 },
    ]);
    await clock.tick(now);
    expect(sent).toEqual(['RemindOfExpiry week', 'RemindOfExpiry late', 'ExpireApplication over']);
  });
  it('looks only at cases that have lain idle for six days and more', async () => {
    const { queries, clock } = clockOver([]);
    await clock.tick(now);
    expect(queries).toMatchObject([{ where: { idleSince: { to: daysAgo(6) } } }]);
  });
  it('goes on behind a case that cannot be read', async () => {
    const cases = ['broken', 'whole'].map((caseId) => ({ caseId, lastActivityAt: daysAgo(31), reminded: 0 }));
    const { sent, clock } = clockOver(cases, 'broken');
    await clock.tick(now);
    expect(sent).toEqual(['ExpireApplication whole']);
  });
});
