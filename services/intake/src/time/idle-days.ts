import { daysBetween, instantAfter } from './instants';

/** After so many idle days the applicant is reminded that the case will expire. */
const REMINDERS = [7, 20, 27];

/** How a case stands that its applicant has left alone. */
export interface Idleness {
  readonly idle: number;
  readonly expired: boolean;
  /** The reminder that is due by now; 0: none yet. Of several that were missed only the last counts. */
  readonly reminder: number;
}

/**
 * As a term of days is reckoned (《民法典》第二百零一条、第二百零三条): the day of the last step does not count, and the last day is
 * over at its midnight.
 * @param term after how many idle days a case expires; all days are calendar days in Asia/Shanghai
 */
export function idlenessOf(lastActivityAt: string, now: string, term: number): Idleness {
  const idle = daysBetween(lastActivityAt, now);
  const reminder = REMINDERS.findLast((days) => days <= idle && days < term) ?? 0;
  return { idle, expired: idle > term, reminder };
}

/**
 * Of whom something may be due by now: who has been idle since then. Days are those of Shanghai: within the day that is
 * the boundary, the decider tells.
 */
export const idleSince = (now: string, term: number) => ({
  from: '',
  to: instantAfter(now, 1 - Math.min(term, ...REMINDERS)),
});
