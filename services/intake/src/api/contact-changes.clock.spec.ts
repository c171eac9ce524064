import { ContactChangesClock } from './contact-changes.clock';

const now = '2026-04-20T01:00:00.000Z';
const daysAgo = (days: number): string => new Date(Date.parse(now) - days * 86_400_000).toISOString();

interface Idle {
  readonly changeId: string;
  readonly lastActivityAt: string;
  readonly reminded: number;
}

function clockOver(...changes: readonly Idle[]) {
  const sent: string[] = [];
  const queries: unknown[] = [];
  const commands = {
    try: async (_message: unknown, uscc: string, { type, data }: { type: string; data: { changeId: string } }) =>
      void sent.push(`${type} ${uscc} ${data.changeId}`),
  };
  const views = {
    find: async (_view: unknown, query: unknown) => {
      queries.push(query);
      return { items: changes.map((change) => ({ uscc: 'enterprise', ...change })) };
    },
  };
  const clock = new ContactChangesClock(commands as never, views as never, { IDLE_DAYS: 30 } as never);
  return { sent, queries, clock };
}

describe('the clock of changes of contact data', () => {
  it('reminds of what came back and ends what is due, and leaves the rest alone', async () => {
    const { sent, clock } = clockOver(
      { changeId: 'fresh', lastActivityAt: daysAgo(6), reminded: 0 },
      { changeId: 'week', lastActivityAt: daysAgo(8), reminded: 0 },
      { changeId: 'told', lastActivityAt: daysAgo(8), reminded: 7 },
      { changeId: 'last-day', lastActivityAt: daysAgo(30), reminded: 27 },
      { changeId: 'over', lastActivityAt: daysAgo(31), reminded: 27 },
    );
    await clock.tick(now);
    expect(sent).toEqual(['RemindOfContactChange enterprise week', 'ExpireContactChange enterprise over']);
  });
  it('looks only at those that have lain idle for six days and more', async () => {
    const { queries, clock } = clockOver();
    await clock.tick(now);
    expect(queries).toMatchObject([{ where: { idleSince: { to: daysAgo(6) } }, orderBy: 'idleSince' }]);
  });
});
