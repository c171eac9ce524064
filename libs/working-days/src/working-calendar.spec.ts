import fc from 'fast-check';
import type { CalendarYear } from './calendar-year';
import { dayNumber, isoDate } from './china-time';
import { officialCalendars } from './official-calendars';
import { createCalendar } from './working-calendar';

const calendar = createCalendar(officialCalendars);
const year2027: CalendarYear = {
  year: 2027,
  version: '1',
  source: 'an arrangement made up for this test',
  days: {
    '2027-01-01': { workday: false, name: '元旦' },
    '2027-01-02': { workday: true, name: '元旦调休上班' },
    '2027-01-04': { workday: false, name: '元旦' },
  },
};
const later = createCalendar([...officialCalendars, year2027]);

const dateFrom = (from: string, to: string): fc.Arbitrary<string> =>
  fc.integer({ min: dayNumber(from), max: dayNumber(to) }).map(isoDate);
const period = fc.integer({ min: 1, max: 40 });

describe('a due date', () => {
  it.each([
    ['2026-02-13', ['2026-02-24', '2026-02-25', '2026-02-27']],
    ['2026-02-14', ['2026-02-25', '2026-02-26', '2026-02-28']],
    ['2026-02-15', ['2026-02-25', '2026-02-26', '2026-02-28']],
    ['2026-04-30', ['2026-05-07', '2026-05-08', '2026-05-11']],
    ['2026-09-30', ['2026-10-09', '2026-10-10', '2026-10-13']],
    ['2025-01-24', ['2025-01-27', '2025-02-05', '2025-02-07']],
    ['2025-09-26', ['2025-09-29', '2025-09-30', '2025-10-10']],
    ['2026-01-02', ['2026-01-05', '2026-01-06', '2026-01-08']],
  ])('of 2, 3 and 5 working days from %s is %p', (start, due) => {
    expect([2, 3, 5].map((workingDays) => calendar.dueOn(start, workingDays))).toEqual(
      due.map((date) => ({ date, provisional: false })),
    );
  });

  it('does not count the day on which the period begins, even where that is a working day', () => {
    expect(calendar.dueOn('2026-03-02', 1).date).toBe('2026-03-03');
  });

  it('falls on a Saturday that was made a working day', () => {
    expect(calendar.dueOn('2026-02-13', 1).date).toBe('2026-02-14');
  });

  it('is the end of the day in China, whatever the hour of the start', () => {
    const due = { dueAt: '2026-03-04T16:00:00.000Z', dueOn: '2026-03-04', provisional: false };
    expect(calendar.dueAt('2026-03-02T00:00:00+08:00', 2)).toEqual(due);
    expect(calendar.dueAt('2026-03-02T15:59:59.999Z', 2)).toEqual(due);
    expect(calendar.dueAt('2026-03-02T16:00:00Z', 2).dueOn).toBe('2026-03-05');
  });

  it('never lies before that of an earlier start', () => {
    const date = dateFrom('2024-01-01', '2028-12-31');
    fc.assert(
      fc.property(date, date, period, (one, other, workingDays) => {
        const [first, second] = one < other ? [one, other] : [other, one];
        expect(calendar.dueOn(first, workingDays).date <= calendar.dueOn(second, workingDays).date).toBe(true);
      }),
    );
  });

  it('lies later for each further working day, and always on a working day', () => {
    fc.assert(
      fc.property(dateFrom('2024-01-01', '2028-12-31'), period, (start, workingDays) => {
        const due = calendar.dueOn(start, workingDays).date;
        expect(due < calendar.dueOn(start, workingDays + 1).date).toBe(true);
        expect(calendar.isWorkingDay(due).workday).toBe(true);
      }),
    );
  });

  it.each([0, -1, 1.5, 1_001, Number.NaN, Number.POSITIVE_INFINITY])(
    'cannot be %p working days away',
    (workingDays) => {
      expect(() => calendar.dueOn('2026-03-02', workingDays)).toThrow(RangeError);
    },
  );

  it.each(['2026-02-30', '2026-3-2', '20260302', '1991-12-31', '3000-01-01', '2026-03-02T00:00:00Z'])(
    'cannot be counted from %s, which is no date',
    (date) => {
      expect(() => calendar.dueOn(date, 2)).toThrow(RangeError);
      expect(() => calendar.isWorkingDay(date)).toThrow(RangeError);
    },
  );

  it('exists for every date there is', () => {
    fc.assert(
      fc.property(dateFrom('1992-01-01', '2999-12-31'), period, (start, workingDays) => {
        expect(calendar.dueOn(start, workingDays).date > start).toBe(true);
      }),
    );
    expect(calendar.dueOn('2999-12-31', 1_000).date.slice(0, 4)).toBe('3003');
  });
});

describe('a year whose arrangement is not published', () => {
  it('counts weekends and the statutory days with a fixed date, and says that it is provisional', () => {
    const off = (dates: string[]): string[] => dates.filter((date) => !calendar.isWorkingDay(date).workday);
    const fixed = ['2030-01-01', '2030-05-01', '2030-05-02', '2030-10-01', '2030-10-02', '2030-10-03'];
    expect(off([...fixed, '2030-01-02', '2030-05-03', '2030-10-04', '2030-10-05'])).toEqual([...fixed, '2030-10-05']);
    expect(calendar.isWorkingDay('2030-01-02')).toEqual({ workday: true, provisional: true });
    expect(createCalendar([]).isWorkingDay('2023-05-02').workday).toBe(true);
  });

  it('makes a due date provisional as soon as one of its days is counted', () => {
    expect(calendar.dueOn('2026-12-29', 2)).toEqual({ date: '2026-12-31', provisional: false });
    expect(calendar.dueOn('2026-12-30', 2)).toEqual({ date: '2027-01-04', provisional: true });
    expect(calendar.dueAt('2026-12-30T01:00:00Z', 2)).toEqual({
      dueAt: '2027-01-04T16:00:00.000Z',
      dueOn: '2027-01-04',
      provisional: true,
    });
  });

  it('restates the due date when it is loaded', () => {
    expect(later.dueOn('2026-12-30', 2)).toEqual({ date: '2027-01-02', provisional: false });
    expect(later.dueOn('2026-12-30', 3)).toEqual({ date: '2027-01-05', provisional: false });
  });

  it('never alters, when it is loaded, a due date that was certain', () => {
    fc.assert(
      fc.property(dateFrom('2026-10-01', '2027-02-28'), period, (start, workingDays) => {
        const before = calendar.dueOn(start, workingDays);
        const after = later.dueOn(start, workingDays);
        expect(before.provisional ? after.date > start : after.date === before.date).toBe(true);
        expect(before.provisional || !after.provisional).toBe(true);
      }),
    );
  });

  it('is missed from its first day on, and the next year from 1 November', () => {
    expect(calendar.missingYears('2026-10-31')).toEqual([]);
    expect(calendar.missingYears('2026-11-01')).toEqual([2027]);
    expect(calendar.missingYears('2027-01-01')).toEqual([2027]);
    expect(later.missingYears('2027-12-31')).toEqual([2028]);
  });
});

describe('a loaded year', () => {
  it('is known', () => {
    expect([2023, 2024, 2026, 2027].map((year) => calendar.hasYear(year))).toEqual([false, true, true, false]);
  });

  it('is replaced by a later version of itself', () => {
    const amended = { ...year2027, version: '2', days: {} };
    expect(createCalendar([year2027, amended]).isWorkingDay('2027-01-04').workday).toBe(true);
    expect(createCalendar([amended, year2027]).isWorkingDay('2027-01-04').workday).toBe(false);
  });
});

describe('the working days between two dates', () => {
  it('are those after the first up to the second', () => {
    expect(calendar.workingDaysBetween('2026-02-13', '2026-02-24')).toEqual({ workingDays: 2, provisional: false });
    expect(calendar.workingDaysBetween('2026-02-24', '2026-02-13')).toEqual({ workingDays: -2, provisional: false });
    expect(calendar.workingDaysBetween('2026-02-24', '2026-02-24')).toEqual({ workingDays: 0, provisional: false });
    expect(calendar.workingDaysBetween('2026-02-16', '2026-02-15')).toEqual({ workingDays: 0, provisional: false });
    expect(calendar.workingDaysBetween('2026-12-31', '2027-01-04')).toEqual({ workingDays: 1, provisional: true });
  });

  it('are as many as the period that ends on the second', () => {
    fc.assert(
      fc.property(dateFrom('2023-06-01', '2027-06-30'), period, (start, workingDays) => {
        const due = calendar.dueOn(start, workingDays);
        expect(calendar.workingDaysBetween(start, due.date)).toEqual({ workingDays, provisional: due.provisional });
      }),
    );
  });
});

describe('the warnings of a period', () => {
  const warned = (startedAt: string, workingDays: number): unknown =>
    calendar.warnings(startedAt, calendar.dueAt(startedAt, workingDays).dueAt);

  it('of 5 working days come at noon of the third and when the fifth begins', () => {
    // Monday 2 March 2026; the third working day is Thursday, the fifth is Monday.
    expect(warned('2026-03-02T02:00:00Z', 5)).toEqual([
      { at: '2026-03-05T04:00:00.000Z', grounds: ['halfTime'] },
      { at: '2026-03-08T16:00:00.000Z', grounds: ['oneDayBefore'] },
    ]);
  });

  it('of 4 working days come when the third and when the fourth begins', () => {
    expect(warned('2026-03-02T02:00:00Z', 4)).toEqual([
      { at: '2026-03-04T16:00:00.000Z', grounds: ['halfTime'] },
      { at: '2026-03-05T16:00:00.000Z', grounds: ['oneDayBefore'] },
    ]);
  });

  it('of 3 working days come at noon of the second and when the third begins', () => {
    expect(warned('2026-03-02T02:00:00Z', 3)).toEqual([
      { at: '2026-03-04T04:00:00.000Z', grounds: ['halfTime'] },
      { at: '2026-03-04T16:00:00.000Z', grounds: ['oneDayBefore'] },
    ]);
  });

  it.each([
    [2, '2026-03-03T16:00:00.000Z'],
    [1, '2026-03-02T16:00:00.000Z'],
  ])('of %i working days are one, when the last begins', (workingDays, at) => {
    expect(warned('2026-03-02T02:00:00Z', workingDays)).toEqual([{ at, grounds: ['halfTime', 'oneDayBefore'] }]);
  });

  it('pass over the days off', () => {
    // Friday 13 February 2026; 14 is worked, 15 to 23 are off.
    expect(warned('2026-02-13T02:00:00Z', 2)).toEqual([
      { at: '2026-02-23T16:00:00.000Z', grounds: ['halfTime', 'oneDayBefore'] },
    ]);
  });

  it('are none where no working day lies in it', () => {
    expect(calendar.warnings('2026-03-02T02:00:00Z', '2026-03-02T16:00:00Z')).toEqual([]);
    expect(calendar.warnings('2026-03-04T02:00:00Z', '2026-03-02T16:00:00Z')).toEqual([]);
  });

  it('lie between its start and its end, in order', () => {
    fc.assert(
      fc.property(dateFrom('2024-01-01', '2027-12-31'), period, (date, workingDays) => {
        const startedAt = `${date}T09:30:00.000Z`;
        const { dueAt } = calendar.dueAt(startedAt, workingDays);
        const moments = [startedAt, ...calendar.warnings(startedAt, dueAt).map(({ at }) => at), dueAt];
        expect(moments).toEqual([...new Set(moments)].sort());
        expect(moments.length).toBe(workingDays <= 2 ? 3 : 4);
      }),
    );
  });
});
