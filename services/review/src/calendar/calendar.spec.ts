import { scenarios } from '@ekey/kernel/testing';
import { calendar } from './calendar.decider';
import type { CalendarYearLoaded } from './calendar.events';

const { given } = scenarios(calendar);
const now = '2026-11-05T02:00:00.000Z';
const year = {
  year: 2027,
  version: '1',
  source: '国务院办公厅关于2027年部分节假日安排的通知',
  days: { '2027-01-01': { workday: false, name: '元旦' } },
};
const amended = { ...year, version: '2', days: { ...year.days, '2027-01-04': { workday: false, name: '元旦' } } };
const loaded: CalendarYearLoaded = { type: 'CalendarYearLoaded', data: { ...year, edition: 1, loadedAt: now } };
const load = (content: typeof year) => ({ type: 'LoadCalendarYear', data: { calendar: content, now } }) as const;

describe('a year of the calendar', () => {
  it('is loaded when it is published', () => given().when(load(year)).then(loaded));

  it('loaded again as it is changes nothing', () => given(loaded).when(load(year)).thenNothing());

  it('may be amended, in a further edition', () =>
    given(loaded)
      .when(load(amended))
      .then({ type: 'CalendarYearLoaded', data: { ...amended, edition: 2, loadedAt: now } }));

  it('needs a version of its own for every amendment', () => {
    given(loaded)
      .when(load({ ...amended, version: '1' }))
      .thenRejected('VersionUsed', { version: '1' });
    given(loaded, { type: 'CalendarYearLoaded', data: { ...amended, edition: 2, loadedAt: now } })
      .when(load(year))
      .thenRejected('VersionUsed', { version: '1' });
  });
});
