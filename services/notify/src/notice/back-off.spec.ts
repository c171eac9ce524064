import { nextAttemptAt } from './back-off';

describe('the time of the next attempt', () => {
  it('is counted from the failure, across midnight', () =>
    expect(nextAttemptAt('mail-server-unavailable', 4, '2026-12-31T23:30:00.000Z')).toBe('2027-01-01T01:30:00.000Z'));

  it.each(['mail-server-unavailable', 'address-not-known-yet', 'place-not-known-yet'] as const)(
    'never comes after the sixth wait for %s',
    (cause) => {
      expect(nextAttemptAt(cause, 6, '2026-03-02T01:00:00.000Z')).not.toBeNull();
      expect(nextAttemptAt(cause, 7, '2026-03-02T01:00:00.000Z')).toBeNull();
    },
  );

  it('is half a minute later where a due date may be stated anew, and then no more', () => {
    const at = '2026-12-30T01:00:00.000Z';
    expect(nextAttemptAt('due-date-not-settled-yet', 1, at)).toBe('2026-12-30T01:00:30.000Z');
    expect(nextAttemptAt('due-date-not-settled-yet', 2, at)).toBeNull();
  });
});
