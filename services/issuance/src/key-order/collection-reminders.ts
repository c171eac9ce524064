import { later } from '@ekey/kernel';

/** How many days after the pick-up notice an enterprise that has not come is reminded: ours, since the procedure knows the notice alone. */
const COLLECTION_REMINDER_DAYS = [7, 30, 60, 80] as const;
export type CollectionReminderDays = (typeof COLLECTION_REMINDER_DAYS)[number];

const DAY_MS = 24 * 60 * 60 * 1000;

/** At the time of day of the notice, so that it falls into the hours of the counter. */
const remindAt = (noticeAt: string, days: number): string => later(noticeAt, days * DAY_MS);

/** When the reminder comes that follows the one recorded last; `null` after the last of all. */
export function nextCollectionReminder(
  noticeAt: string,
  reminded: CollectionReminderDays | null,
): { readonly days: CollectionReminderDays; readonly dueAt: string } | null {
  const days = COLLECTION_REMINDER_DAYS.find((mark) => reminded === null || mark > reminded);
  return days === undefined ? null : { days, dueAt: remindAt(noticeAt, days) };
}

/** The reminder to record now: of several whose time has come only the last, since nobody is helped by those that were missed. */
export function dueCollectionReminder(
  noticeAt: string,
  reminded: CollectionReminderDays | null,
  now: string,
): CollectionReminderDays | null {
  const last = COLLECTION_REMINDER_DAYS.findLast((days) => now >= remindAt(noticeAt, days));
  return last === undefined || (reminded !== null && last <= reminded) ? null : last;
}
