import { dueCollectionReminder, nextCollectionReminder } from './collection-reminders';

const noticeAt = '2026-03-02T02:00:00.000Z';
const SEVEN = '2026-03-09T02:00:00.000Z';
const SIXTY = '2026-05-01T02:00:00.000Z';

describe('the reminder of a key that waits at the counter', () => {
  it.each([
    [null, { days: 7, dueAt: SEVEN }],
    [7, { days: 30, dueAt: '2026-04-01T02:00:00.000Z' }],
    [30, { days: 60, dueAt: SIXTY }],
    [60, { days: 80, dueAt: '2026-05-21T02:00:00.000Z' }],
    [80, null],
  ] as const)('that follows %s days comes at the time of day of the notice', (reminded, next) =>
    expect(nextCollectionReminder(noticeAt, reminded)).toEqual(next),
  );
  it('is due from its moment on, and once', () => {
    expect(dueCollectionReminder(noticeAt, null, '2026-03-09T01:59:59.999Z')).toBeNull();
    expect(dueCollectionReminder(noticeAt, null, SEVEN)).toBe(7);
    expect(dueCollectionReminder(noticeAt, 7, SEVEN)).toBeNull();
  });
  it('is only the last where several were missed', () => {
    expect(dueCollectionReminder(noticeAt, null, SIXTY)).toBe(60);
    expect(dueCollectionReminder(noticeAt, 60, SIXTY)).toBeNull();
  });
});
