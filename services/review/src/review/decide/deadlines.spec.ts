import { scenarios } from '@ekey/kernel/testing';
import { officialCalendars } from '@ekey/working-days';
import type { LoadedYear } from '../review.commands';
import { review } from '../review.decider';
import {
  after,
  atProvider,
  claim,
  dueOnWednesday,
  li,
  minutesAfter,
  open,
  opened,
  submission,
  verdict,
} from '../review.examples';

const { given } = scenarios(review);
const check = (now: string) => ({ type: 'CheckDeadline', data: { now } }) as const;
const {
  kind: _kind,
  warnings: _warnings,
  editions: _editions,
  restated: _restated,
  ...wednesday
} = dueOnWednesday.data;

/** 2027 as it might be published: New Year’s Day moved to a long weekend, and the Saturday after worked. */
const year2027 = (edition = 1, days: LoadedYear['days'] = {}): LoadedYear => ({
  year: 2027,
  version: String(edition),
  source: '国务院办公厅关于2027年部分节假日安排的通知',
  days: { '2027-01-01': { workday: false, name: '元旦' }, ...days },
  edition,
});
const atYearsEnd = () =>
  after({ type: 'OpenReview', data: { round: 1, ...submission, submittedAt: '2026-12-31T02:00:00.000Z' } });

describe('the clock of a stage', () => {
  it('ends as the vectors of the official calendar say', () => {
    const due = (submittedAt: string) => {
      const fact = after({ type: 'OpenReview', data: { round: 1, ...submission, submittedAt } })[1];
      return fact?.type === 'DueDateSet' && fact.data.dueOn;
    };
    expect([
      due('2026-02-13T02:00:00.000Z'),
      due('2026-02-14T02:00:00.000Z'),
      due('2026-02-15T02:00:00.000Z'),
      due('2026-04-30T02:00:00.000Z'),
      due('2026-09-30T02:00:00.000Z'),
      due('2025-01-24T02:00:00.000Z'),
      due('2025-09-26T02:00:00.000Z'),
      due('2026-01-02T02:00:00.000Z'),
    ]).toEqual([
      '2026-02-24',
      '2026-02-25',
      '2026-02-25',
      '2026-05-07',
      '2026-10-09',
      '2025-01-27',
      '2025-09-29',
      '2026-01-05',
    ]);
  });

  it('begins on the day in Shanghai, not in Greenwich', () => {
    const fact = after({
      type: 'OpenReview',
      data: { round: 1, ...submission, submittedAt: '2026-03-02T16:30:00.000Z' },
    })[1];
    expect(fact?.data).toMatchObject({ dueOn: '2026-03-05' });
  });

  it('warns once where half time and the last day coincide', () => {
    given(opened, dueOnWednesday).when(check('2026-03-03T15:59:59.999Z')).thenNothing();
    const near = given(opened, dueOnWednesday).when(check('2026-03-03T16:00:00.000Z')).facts();
    expect(near).toEqual([
      {
        type: 'DeadlineNear',
        data: {
          ...wednesday,
          warning: { at: '2026-03-03T16:00:00.000Z', grounds: ['halfTime', 'oneDayBefore'] },
          warnedAt: '2026-03-03T16:00:00.000Z',
        },
      },
    ]);
    given(opened, dueOnWednesday, ...near)
      .when(check('2026-03-04T01:00:00.000Z'))
      .thenNothing();
  });

  it('warns at half time and one day before, each once, and the later alone where both were missed', () => {
    const half = given(...atProvider())
      .when(check('2026-03-05T04:00:00.000Z'))
      .facts();
    expect(half).toMatchObject([{ data: { warning: { grounds: ['halfTime'] } } }]);
    given(...atProvider(), ...half)
      .when(check('2026-03-08T15:00:00.000Z'))
      .thenNothing();
    const last = given(...atProvider(), ...half)
      .when(check('2026-03-08T16:00:00.000Z'))
      .facts();
    expect(last).toMatchObject([{ data: { warning: { grounds: ['oneDayBefore'] } } }]);
    const missed = given(...atProvider())
      .when(check('2026-03-09T01:00:00.000Z'))
      .facts();
    expect(missed).toMatchObject([{ data: { warning: { grounds: ['oneDayBefore'] } } }]);
    given(...atProvider(), ...missed)
      .when(check('2026-03-09T02:00:00.000Z'))
      .thenNothing();
  });

  it('is breached at 24:00 of the last day, once, and the work goes on', () => {
    given(opened, dueOnWednesday).when(check('2026-03-04T15:59:59.999Z')).thenTypes('DeadlineNear');
    const breached = given(opened, dueOnWednesday).when(check('2026-03-04T16:00:00.000Z')).facts();
    expect(breached).toEqual([
      {
        type: 'DeadlineBreached',
        data: { ...wednesday, kind: 'first', breachedAt: '2026-03-04T16:00:00.000Z' },
      },
    ]);
    given(opened, dueOnWednesday, ...breached)
      .when(check('2026-03-20T00:00:00.000Z'))
      .thenNothing();
    given(opened, dueOnWednesday, ...breached)
      .when(claim(li, minutesAfter(9_000)))
      .thenTypes('TaskClaimed');
  });

  it('belongs to the stage: the provider’s five days begin with the pre-verification', () => {
    const facts = after(open, claim(li, '2026-03-09T02:00:00.000Z'), {
      type: 'PassPreVerification',
      data: verdict(li, '2026-03-09T02:10:00.000Z'),
    });
    given(...facts)
      .when(check('2026-03-10T00:00:00.000Z'))
      .thenNothing();
  });

  it('does not run where nothing is submitted', () => given().when(check('2026-03-04T16:00:00.000Z')).thenNothing());
});

describe('a year of the calendar that was loaded', () => {
  const apply = (...years: LoadedYear[]) => ({ type: 'ApplyCalendar', data: { years } }) as const;

  it('restates a due date that was provisional', () => {
    const off = { '2027-01-04': { workday: false, name: '元旦' } };
    const [, provisional] = atYearsEnd();
    expect(provisional?.data).toMatchObject({ dueOn: '2027-01-05', provisional: true });
    const restated = given(...atYearsEnd())
      .when(apply(year2027(1, off)))
      .facts();
    expect(restated).toMatchObject([
      {
        type: 'DueDateSet',
        data: { dueOn: '2027-01-06', provisional: false, restated: true, editions: { 2026: 0, 2027: 1 } },
      },
    ]);
    given(...atYearsEnd(), ...restated)
      .when(apply(year2027(1, off)))
      .thenNothing();
  });

  it('confirms a provisional due date that was right', () =>
    expect(
      given(...atYearsEnd())
        .when(apply(year2027()))
        .facts(),
    ).toMatchObject([{ data: { dueOn: '2027-01-05', provisional: false } }]));

  it('in a later edition restates again, in an earlier one never', () => {
    const second = given(...atYearsEnd())
      .when(apply(year2027(2)))
      .facts();
    given(...atYearsEnd(), ...second)
      .when(apply(year2027(1)))
      .thenNothing();
    given(...atYearsEnd(), ...second)
      .when(apply())
      .thenNothing();
    given(...atYearsEnd(), ...second)
      .when(apply(year2027(3)))
      .thenTypes('DueDateSet');
  });

  it('that amends a released year, as for the spring of 2020, restates as well', () => {
    const released = officialCalendars.find(({ year }) => year === 2026);
    const days = { ...released?.days, '2026-03-03': { workday: false, name: '延长假期' } };
    const amended: LoadedYear = { year: 2026, version: '2', source: '国务院办公厅通知', days, edition: 1 };
    expect(given(opened, dueOnWednesday).when(apply(amended)).facts()).toMatchObject([
      { data: { dueOn: '2026-03-05', editions: { 2026: 1 } } },
    ]);
  });

  it('leaves alone what does not reach into it, and what is over', () => {
    given(opened, dueOnWednesday).when(apply(year2027())).thenNothing();
    given().when(apply(year2027())).thenNothing();
    given(...atYearsEnd(), {
      type: 'ReviewClosed',
      data: { ground: 'withdrawn', closedAt: '2026-12-31T03:00:00.000Z' },
    })
      .when(apply(year2027()))
      .thenNothing();
  });

  it('makes a breach good only where it moves the due date to a later day', () => {
    const breached = given(...atYearsEnd())
      .when(check('2027-01-06T00:00:00.000Z'))
      .facts();
    const late = [...atYearsEnd(), ...breached];
    const confirmed = given(...late)
      .when(apply(year2027()))
      .facts();
    given(...late, ...confirmed)
      .when(check('2027-01-06T01:00:00.000Z'))
      .thenNothing();
    const moved = given(...late)
      .when(apply(year2027(1, { '2027-01-04': { workday: false, name: '元旦' } })))
      .facts();
    given(...late, ...moved)
      .when(check('2027-01-06T16:00:00.000Z'))
      .thenTypes('DeadlineBreached');
  });
});
