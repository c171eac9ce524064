import { ReservationsClock } from './reservations.clock';

const now = '2026-03-02T01:00:00.000Z';

describe('the clock of reservations', () => {
  it('gives up what has waited for an hour, first in the case itself', async () => {
    const sent: unknown[] = [];
    const queries: unknown[] = [];
    const commands = {
      try: (_message: unknown, id: string, command: object) => Promise.resolve(sent.push({ id, command })),
    };
    const views = {
      find: (_view: unknown, query: object) => {
        queries.push(query);
        return Promise.resolve({ items: [{ caseId: 'case-1', reservationId: 'r1' }] });
      },
    };
    await new ReservationsClock(commands as never, views as never).tick(now);
    expect(queries).toMatchObject([{ where: { reservedAt: { to: '2026-03-02T00:00:00.000Z' } } }]);
    expect(sent).toEqual([
      { id: 'case-1', command: { type: 'GiveUpReservation', data: { reservationId: 'r1', now } } },
    ]);
  });
});
