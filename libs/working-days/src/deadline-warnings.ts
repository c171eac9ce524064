import { instantOf, type Instant } from './china-time';

/** `halfTime`: half of the working days have passed. `oneDayBefore`: one working day is left. */
export type WarningGround = 'halfTime' | 'oneDayBefore';

/**
 * A moment at which whoever holds the clock is reminded. A period counts in whole working days of 24 hours, so its half
 * is the beginning of a working day or, for an odd number, noon of one; one working day is left when the last begins.
 * Where both fall on one day there is one reminder, at the earlier moment, with both grounds.
 */
export interface DeadlineWarning {
  readonly at: Instant;
  readonly grounds: readonly WarningGround[];
}

/** The reminders of a period that counts these working days, given by number in order; none for an empty period. */
export function warningsOf(workingDays: readonly number[]): readonly DeadlineWarning[] {
  const halfDay = workingDays[Math.floor(workingDays.length / 2)];
  const lastDay = workingDays.at(-1);
  if (halfDay === undefined || lastDay === undefined) return [];
  if (halfDay === lastDay) return [{ at: instantOf(lastDay, 0), grounds: ['halfTime', 'oneDayBefore'] }];
  const halfTime = instantOf(halfDay, workingDays.length % 2 === 0 ? 0 : 12);
  return [
    { at: halfTime, grounds: ['halfTime'] },
    { at: instantOf(lastDay, 0), grounds: ['oneDayBefore'] },
  ];
}
