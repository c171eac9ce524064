import { recorded } from '@ekey/kernel/testing';
import type { ViewStore } from '@ekey/views';
import { memoryViews } from '@ekey/views/testing';
import type { OrderOpened } from '../key-order/key-order.events';
import { ask, caseId, due, historyTo } from '../testing/example-order';
import { recordingCommands } from '../testing/recording-commands';
import { calendarYears } from '../views/calendar-years.view';
import { deadlines } from '../views/deadlines.view';
import { Calendars } from './calendars';
import { DeadlinesClock } from './deadlines.clock';

const stage = 're-verification-and-making';
let views: ViewStore;
let revision: number;

beforeEach(async () => {
  views = memoryViews();
  await views.open([deadlines, calendarYears]);
  revision = 0;
});
const tell = (type: string, data: object, of = caseId) => {
  const fact = recorded({ type, data }, { stream: `issuance.KeyOrder-${of}`, revision, position: revision + 1 });
  revision += 1;
  return views.apply(deadlines, [fact]);
};
const open = (change: object = {}, of = caseId) => {
  const { data } = historyTo('to-make')[0] as OrderOpened;
  return tell('OrderOpened', { ...data, due: { ...due, ...change } }, of);
};
async function tick(now: string) {
  const { sent, commands } = recordingCommands();
  await new DeadlinesClock(commands, new Calendars(views), views).tick(now);
  return sent;
}

// Started on Saturday 28 February, a day of work that year, and due at the end of Friday 6 March: half of it has passed on Wednesday at noon.
describe('the clock of an order', () => {
  it('is quiet in the first half of its days', async () => {
    await open();
    expect(await tick('2026-03-04T03:59:59.999Z')).toEqual([]);
  });
  it('warns at half time, and one day before', async () => {
    await open();
    const warned = (grounds: readonly string[], now: string) => [
      {
        to: `HandleKeyOrder ${caseId}`,
        command: { type: 'WarnOfDeadline', data: { stage, dueAt: due.dueAt, grounds, now } },
      },
    ];
    expect(await tick('2026-03-04T04:00:00.000Z')).toMatchObject(warned(['halfTime'], '2026-03-04T04:00:00.000Z'));
    await tell('DeadlineNear', { stage, dueAt: due.dueAt, grounds: ['halfTime'] });
    expect(await tick('2026-03-05T15:59:59.000Z')).toEqual([]);
    expect(await tick('2026-03-05T16:00:00.000Z')).toMatchObject(warned(['oneDayBefore'], '2026-03-05T16:00:00.000Z'));
  });
  it('tells together what was missed together', async () => {
    await open();
    expect((await tick('2026-03-06T01:00:00.000Z'))[0]?.command.data).toMatchObject({
      grounds: ['halfTime', 'oneDayBefore'],
    });
  });
  it('records a breach from the first moment after the last day, and then is quiet', async () => {
    await open();
    const [late] = await tick(due.dueAt);
    expect(late?.command).toEqual({ type: 'RecordDeadlineBreach', data: { stage, dueAt: due.dueAt, now: due.dueAt } });
    await tell('DeadlineBreached', { stage, dueAt: due.dueAt });
    expect(await tick('2026-03-09T00:00:00.000Z')).toEqual([]);
  });
  it('sends the same command for the same matter, however often it looks', async () => {
    await open();
    const [first, again] = [await tick(due.dueAt), await tick('2026-03-07T00:00:00.000Z')];
    expect(again[0]?.commandId).toBe(first[0]?.commandId);
  });
  it('looks at every order', async () => {
    for (let index = 0; index < 230; index += 1) await open({}, `case-${index}`);
    expect(new Set((await tick(due.dueAt)).map(({ to }) => to)).size).toBe(230);
  });
  it('is none for an order whose clock has stopped', async () => {
    await open();
    await tell('KeyMade', {});
    expect(await tick('2026-06-01T00:00:00.000Z')).toEqual([]);
    expect(ask.open.data.due).toEqual(due);
  });
});

describe('a provisional due date', () => {
  const provisional = {
    startedAt: '2026-12-29T02:00:00.000Z',
    dueAt: '2027-01-06T16:00:00.000Z',
    dueOn: '2027-01-06',
    provisional: true,
  };
  const load = (days: object) =>
    views.apply(calendarYears, [
      recorded(
        { type: 'review.CalendarYearLoaded.v1', data: { year: 2027, version: '1', source: 'notice', days } },
        { stream: 'review.Calendar-2027', position: 1 },
      ),
    ]);

  it('stays as it is while the year is not published', async () => {
    await open(provisional);
    expect(await tick('2026-12-29T03:00:00.000Z')).toEqual([]);
  });
  it('is restated once it is', async () => {
    await open(provisional);
    await load({ '2027-01-01': { workday: false, name: '元旦' }, '2027-01-04': { workday: false, name: '元旦' } });
    expect((await tick('2026-12-29T03:00:00.000Z'))[0]?.command).toEqual({
      type: 'SetDueDate',
      data: {
        ...{
          stage,
          attempt: 1,
          startedAt: provisional.startedAt,
          dueAt: '2027-01-07T16:00:00.000Z',
          dueOn: '2027-01-07',
        },
        ...{ provisional: false, now: '2026-12-29T03:00:00.000Z' },
      },
    });
  });
});

describe('a due date in a published year', () => {
  const load = (year: number, days: object) =>
    views.apply(calendarYears, [
      recorded(
        { type: 'review.CalendarYearLoaded.v1', data: { year, version: '2', source: 'amendment', days } },
        { stream: `review.Calendar-${year}`, position: 1 },
      ),
    ]);

  it('is restated where the year is amended', async () => {
    await open();
    await load(2026, {
      '2026-02-28': { workday: true, name: '春节' },
      '2026-03-05': { workday: false, name: '临时放假' },
    });
    expect((await tick('2026-03-02T03:00:00.000Z'))[0]?.command).toMatchObject({
      type: 'SetDueDate',
      data: { stage, attempt: 1, dueAt: '2026-03-09T16:00:00.000Z', dueOn: '2026-03-09', provisional: false },
    });
  });
  it('stays as review has counted it where its year is still on its way to here', async () => {
    await open({
      ...{ startedAt: '2026-12-29T02:00:00.000Z', dueAt: '2027-01-07T16:00:00.000Z', dueOn: '2027-01-07' },
      provisional: false,
    });
    expect(await tick('2026-12-29T03:00:00.000Z')).toEqual([]);
  });
});
