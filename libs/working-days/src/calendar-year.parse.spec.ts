import { calendar2026 } from './calendar-2026';
import { parseCalendarYear } from './calendar-year.parse';

const { days } = calendar2026;
const without = (...dates: string[]): object =>
  Object.fromEntries(Object.entries(days).filter(([date]) => !dates.includes(date)));
const problemsOf = (input: unknown): string[] => {
  const parsed = parseCalendarYear(input);
  return parsed.ok ? [] : parsed.problems.map(({ code, at }) => `${code} at ${at}`);
};

describe('an uploaded year', () => {
  it('is taken with its days in order', () => {
    const reversed = Object.fromEntries(Object.entries(days).reverse());
    const parsed = parseCalendarYear({ ...calendar2026, days: reversed });
    expect(JSON.stringify(parsed)).toBe(JSON.stringify({ ok: true, value: calendar2026 }));
  });

  it('may list its days one by one', () => {
    const listed = Object.entries(days).map(([date, day]) => ({ date, ...day }));
    expect(parseCalendarYear({ ...calendar2026, days: listed })).toEqual({ ok: true, value: calendar2026 });
  });

  it('may name days off at weekends too, as the notices do', () => {
    const withWeekend = { ...days, '2026-02-15': { workday: false, name: '春节' } };
    expect(problemsOf({ ...calendar2026, days: withWeekend })).toEqual([]);
  });

  it.each<[string, unknown, string[]]>([
    ['no object', null, ['notAnObject at ']],
    ['a list', [calendar2026], ['notAnObject at ']],
    ['an unknown field', { ...calendar2026, note: '' }, ['unknownField at ']],
    ['a year as text', { ...calendar2026, year: '2026' }, ['wrongYear at year']],
    ['a year beyond reach', { ...calendar2026, year: 1e21 }, ['wrongYear at year']],
    ['half a year', { ...calendar2026, year: 2026.5 }, ['wrongYear at year']],
    [
      'no version, an empty source and no year',
      { days, source: ' ' },
      ['wrongText at version', 'wrongText at source', 'wrongYear at year'],
    ],
    ['a control character', { ...calendar2026, version: '1\u0000' }, ['wrongText at version']],
    ['a long source', { ...calendar2026, source: 'x'.repeat(201) }, ['wrongText at source']],
    ['no days', { ...calendar2026, days: {} }, ['wrongDays at days']],
    ['days as text', { ...calendar2026, days: '2026-01-01' }, ['wrongDays at days']],
    ['too many days', { ...calendar2026, days: Array(367).fill({}) }, ['wrongDays at days']],
    [
      'a date that does not exist',
      { ...calendar2026, days: { '2026-02-30': { workday: false, name: '春节' }, ...days } },
      ['notADate at days[0]'],
    ],
    [
      'an inherited name for a date',
      { ...calendar2026, days: JSON.parse('{"__proto__": {"workday": false, "name": "春节"}}') },
      ['notADate at days[0]'],
    ],
    [
      'a date of another year',
      { ...calendar2026, days: { ...days, '2025-12-31': { workday: false, name: '元旦' } } },
      ['dateOfAnotherYear at 2025-12-31'],
    ],
    [
      'a date twice',
      {
        ...calendar2026,
        days: [
          { date: '2026-01-01', workday: false, name: '元旦' },
          { date: '2026-01-01', workday: true, name: '元旦' },
        ],
      },
      ['duplicateDate at 2026-01-01'],
    ],
    ['a list of no objects', { ...calendar2026, days: [7] }, ['notADate at days[0]', 'wrongEntry at days[0]']],
    [
      'a day that says neither work nor rest',
      { ...calendar2026, days: { '2026-01-01': { workday: 'no', name: '元旦' } } },
      ['wrongEntry at days[0]'],
    ],
    [
      'a day without a name',
      { ...calendar2026, days: { '2026-01-01': { workday: false, name: '' } } },
      ['wrongText at days[0].name'],
    ],
    [
      'a day with more to say',
      { ...calendar2026, days: { '2026-01-01': { workday: false, name: '元旦', date: '2026-01-01' } } },
      ['unknownField at days[0]'],
    ],
    [
      'work on a weekday',
      { ...calendar2026, days: { ...days, '2026-03-02': { workday: true, name: '调休上班' } } },
      ['workOnAWeekday at 2026-03-02'],
    ],
    [
      'statutory holidays left out',
      { ...calendar2026, days: without('2026-01-01', '2026-10-02') },
      ['fixedHolidayMissing at 2026-01-01', 'fixedHolidayMissing at 2026-10-02'],
    ],
    [
      'work on a statutory holiday at a weekend',
      { ...calendar2026, days: { ...days, '2026-10-03': { workday: true, name: '调休上班' } } },
      ['fixedHolidayMissing at 2026-10-03'],
    ],
    [
      '春节 left out',
      {
        ...calendar2026,
        days: without('2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20', '2026-02-23'),
      },
      ['springFestivalMissing at days'],
    ],
  ])('with %s is refused', (_what, input, problems) => {
    expect(problemsOf(input)).toEqual(problems);
  });

  it('is refused in words of both languages', () => {
    expect(parseCalendarYear({ ...calendar2026, days: without('2026-05-01') })).toEqual({
      ok: false,
      problems: [
        {
          code: 'fixedHolidayMissing',
          at: '2026-05-01',
          zh: '该日是法定节假日，必须列为休息日。',
          en: 'The day is a statutory holiday and must be listed as a day off.',
        },
      ],
    });
  });
});
