import { recorded } from '@ekey/kernel/testing';
import type { Commands } from '@ekey/platform';
import { memoryViews } from '@ekey/views/testing';
import type { CalendarYearLoaded } from '../calendar/calendar.events';
import type { ReviewCommand } from '../review/review.commands';
import type { ReviewEvent } from '../review/review.events';
import { after, asStored, open, submission } from '../review/review.examples';
import { calendarYears } from '../views/calendar.view';
import { deadlines } from '../views/deadlines.view';
import { DeadlinesClock } from './deadlines.clock';

interface Sent {
  readonly id: string;
  readonly command: ReviewCommand;
  readonly commandId: string;
}

const logOf = (id: string, facts: readonly ReviewEvent[]) =>
  facts.map((fact, revision) => recorded(asStored(fact), { stream: `review.Review-${id}`, revision }));

async function clockOver(
  cases: Readonly<Record<string, readonly ReviewEvent[]>>,
  years: readonly CalendarYearLoaded[] = [],
) {
  const views = memoryViews();
  await views.open([deadlines, calendarYears]);
  for (const [id, facts] of Object.entries(cases)) await views.apply(deadlines, logOf(id, facts));
  const loaded = years.map((year) => recorded(year, { stream: `review.Calendar-${year.data.year}` }));
  await views.apply(calendarYears, loaded);
  const sent: Sent[] = [];
  const commands = {
    try: async (_message: unknown, id: string, command: ReviewCommand, { commandId }: { commandId: string }) => {
      sent.push({ id, command, commandId });
    },
  } as unknown as Commands;
  return { clock: new DeadlinesClock(commands, views), sent };
}

const submittedAt = (at: string) => after({ type: 'OpenReview', data: { round: 1, ...submission, submittedAt: at } });
const year2027: CalendarYearLoaded = {
  type: 'CalendarYearLoaded',
  data: {
    year: 2027,
    version: '1',
    source: '通知',
    days: { '2027-01-01': { workday: false, name: '元旦' } },
    edition: 1,
    loadedAt: '2026-12-31T03:00:00.000Z',
  },
};

describe('when time has passed', () => {
  it('has every clock looked at that wants attention, and no other', async () => {
    const { clock, sent } = await clockOver({ due: after(open), young: submittedAt('2026-03-03T02:00:00.000Z') });
    await clock.tick('2026-03-03T16:00:00.001Z');
    expect(sent).toMatchObject([
      { id: 'due', command: { type: 'CheckDeadline', data: { now: '2026-03-03T16:00:00.001Z' } } },
    ]);
  });

  it('is the same command for the same warning, however often it looks, and another for the breach', async () => {
    const { clock, sent } = await clockOver({ due: after(open) });
    await clock.tick('2026-03-03T17:00:00.000Z');
    await clock.tick('2026-03-03T18:00:00.000Z');
    expect(new Set(sent.map(({ commandId }) => commandId)).size).toBe(1);
    const near: ReviewEvent = {
      type: 'DeadlineNear',
      data: {
        round: 1,
        stage: 'pre-verification',
        startedAt: submission.submittedAt,
        dueAt: '2026-03-04T16:00:00.000Z',
        dueOn: '2026-03-04',
        provisional: false,
        warning: { at: '2026-03-03T16:00:00.000Z', grounds: ['halfTime', 'oneDayBefore'] },
        warnedAt: '2026-03-03T17:00:00.000Z',
      },
    };
    const later = await clockOver({ due: [...after(open), near] });
    await later.clock.tick('2026-03-04T15:00:00.000Z');
    expect(later.sent).toEqual([]);
    await later.clock.tick('2026-03-04T16:00:01.000Z');
    expect(later.sent).toHaveLength(1);
    expect(later.sent[0]?.commandId).not.toBe(sent[0]?.commandId);
  });

  it('goes through any number of them', async () => {
    const cases = Object.fromEntries(Array.from({ length: 450 }, (_, n) => [`case-${n}`, after(open)]));
    const { clock, sent } = await clockOver(cases);
    await clock.tick('2026-03-10T00:00:00.000Z');
    expect(new Set(sent.map(({ id }) => id)).size).toBe(450);
  });

  it('leaves alone what is breached, and what has ended', async () => {
    const [opened, due] = after(open);
    if (opened === undefined || due?.type !== 'DueDateSet') throw new Error('a round begins with its clock');
    const { warnings: _w, editions: _e, restated: _r, ...clockData } = due.data;
    const breached: ReviewEvent = {
      type: 'DeadlineBreached',
      data: { ...clockData, breachedAt: '2026-03-05T00:00:00.000Z' },
    };
    const closed: ReviewEvent = {
      type: 'ReviewClosed',
      data: { ground: 'withdrawn', closedAt: '2026-03-02T03:00:00.000Z' },
    };
    const { clock, sent } = await clockOver({ late: [opened, due, breached], over: [opened, due, closed] });
    await clock.tick('2026-03-10T00:00:00.000Z');
    expect(sent).toEqual([]);
  });
});

describe('when a year is loaded', () => {
  const now = '2026-12-31T04:00:00.000Z';

  it('has the clocks that reach into it counted anew, and no other', async () => {
    const cases = {
      reaching: submittedAt('2026-12-31T02:00:00.000Z'),
      before: submittedAt('2026-12-25T02:00:00.000Z'),
    };
    const { clock, sent } = await clockOver(cases, [year2027]);
    await clock.tick(now);
    expect(sent.filter(({ command }) => command.type === 'ApplyCalendar')).toMatchObject([
      { id: 'reaching', command: { data: { years: [year2027.data] } } },
    ]);
  });

  it('leaves alone those that were counted by it', async () => {
    const facts = submittedAt('2026-12-31T02:00:00.000Z').map((fact): ReviewEvent =>
      fact.type === 'DueDateSet' ? { ...fact, data: { ...fact.data, editions: { 2026: 0, 2027: 1 } } } : fact,
    );
    const { clock, sent } = await clockOver({ known: facts }, [year2027]);
    await clock.tick(now);
    expect(sent).toEqual([]);
  });

  it('does nothing while the year is not published', async () => {
    const { clock, sent } = await clockOver({ reaching: submittedAt('2026-12-31T02:00:00.000Z') });
    await clock.tick(now);
    expect(sent).toEqual([]);
  });
});
