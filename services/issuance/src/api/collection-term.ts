import { endOfDayAfter } from '@ekey/working-days';

/** How long a key is kept at the counter, in calendar days: no rule gives a term; seals that nobody fetches are kept for three months. */
const DAYS = 90;

/** The end, 24:00 in China, of the ninetieth day after the notice. ISO 8601, UTC. */
export const collectByOf = (noticeAt: string): string => endOfDayAfter(noticeAt, DAYS);
