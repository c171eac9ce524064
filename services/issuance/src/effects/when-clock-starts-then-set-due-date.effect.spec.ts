import { recorded } from '@ekey/kernel/testing';
import { createCalendar, officialCalendars } from '@ekey/working-days';
import type { KeyReceived, RemakeOrdered } from '../key-order/key-order.events';
import { caseId, ofCase, place, tokenOf } from '../testing/example-order';
import { whenClockStartsThenSetDueDate as effect } from './when-clock-starts-then-set-due-date.effect';

const stream = `issuance.KeyOrder-${caseId}`;
const clock = { now: () => '2026-02-13T08:00:00.000Z' };
const ports = { clock, calendar: async () => createCalendar(officialCalendars) };
const remade = (orderedAt: string) =>
  recorded(
    {
      type: 'RemakeOrdered',
      data: { ...ofCase, attempt: 2, ground: 'token-died', ended: {} as never, orderedAt },
    } satisfies RemakeOrdered,
    { stream },
  );
const received = (receivedAt: string) =>
  recorded(
    {
      type: 'KeyReceived',
      data: { ...ofCase, ...place, attempt: 1, tokenSerial: tokenOf(1), parcelId: 'parcel-1', receivedAt },
    } satisfies KeyReceived,
    { stream },
  );

describe('a clock that starts', () => {
  it('gives a remake five working days in full, over the holidays', async () =>
    expect(await effect.act(remade('2026-02-13T08:00:00.000Z'), ports)).toEqual({
      type: 'SetDueDate',
      data: {
        ...{ stage: 're-verification-and-making', attempt: 2, startedAt: '2026-02-13T08:00:00.000Z' },
        ...{ dueAt: '2026-02-27T16:00:00.000Z', dueOn: '2026-02-27', provisional: false, now: clock.now() },
      },
    }));
  it('gives the counter three working days from the receipt', async () =>
    expect(await effect.act(received('2026-04-30T01:00:00.000Z'), ports)).toMatchObject({
      data: { stage: 'pickup-notice', attempt: 1, dueOn: '2026-05-08', provisional: false },
    }));
  it('says so where it counted a day of a year that is not published', async () =>
    expect(await effect.act(remade('2026-12-29T01:00:00.000Z'), ports)).toMatchObject({ data: { provisional: true } }));
  it('says the same when it is told again', async () =>
    expect(await effect.act(remade('2026-03-02T01:00:00.000Z'), ports)).toEqual(
      await effect.act(remade('2026-03-02T01:00:00.000Z'), ports),
    ));
  it('is set later where the calendar cannot be read', async () => {
    const calendar = () => Promise.reject(new Error('no calendar'));
    await expect(effect.act(remade('2026-03-02T01:00:00.000Z'), { clock, calendar })).rejects.toThrow('no calendar');
  });
});
