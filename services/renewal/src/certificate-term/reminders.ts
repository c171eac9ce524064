import { later } from '@ekey/kernel';

/** How many days before the end of a certificate its enterprise is reminded. */
export const REMINDER_DAYS = [90, 60, 30, 15, 7, 1] as const;
export type ReminderDays = (typeof REMINDER_DAYS)[number];

const DAY_MS = 24 * 60 * 60 * 1000;

/** The moment so many days before the end. Asia/Shanghai has no summer time: the same time of day, that many days earlier. */
export const daysBefore = (notAfter: string, days: number): string => later(notAfter, -days * DAY_MS);

export const daysAfter = (instant: string, days: number): string => later(instant, days * DAY_MS);

/** The reminder that follows the one recorded last; `null` after the last of all. */
export const nextReminder = (recorded: ReminderDays | null): ReminderDays | null =>
  REMINDER_DAYS.find((days) => recorded === null || days < recorded) ?? null;

/**
 * The reminder to record now: of several whose time has come only the nearest to the end, since nobody is helped by those
 * that were missed. `null` where none is due, or the certificate has ended.
 */
export function dueReminder(notAfter: string, recorded: ReminderDays | null, now: string): ReminderDays | null {
  if (now >= notAfter) return null;
  const nearest = REMINDER_DAYS.findLast((days) => now >= daysBefore(notAfter, days));
  return nearest === undefined || (recorded !== null && nearest >= recorded) ? null : nearest;
}
