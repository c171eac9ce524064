import { shanghaiDate } from '@ekey/working-days';

/** How long a key is kept at the counter, in calendar days (dossier §1.4; no rule gives a term). */
const DAYS = 90;
const DAY_MS = 86_400_000;
/** China is eight hours ahead of UTC the whole year. */
const OFFSET_MS = 8 * 3_600_000;

/** The end, 24:00 in China, of the ninetieth day after the notice. ISO 8601, UTC. */
export function collectByOf(noticeAt: string): string {
  const day = Date.parse(`${shanghaiDate(noticeAt)}T00:00:00.000Z`) - OFFSET_MS;
  return new Date(day + (DAYS + 1) * DAY_MS).toISOString();
}
