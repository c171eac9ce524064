import type { KurrentLog, KurrentRecord, Place } from './kurrent-log';
import type { Question } from './kurrent-messages';

/** Up to where a subscription has looked when it has caught up. */
export interface Looked {
  readonly looked: number;
}

const NOWHERE: Place = { commit: -1, prepare: -1 };
const isBefore = (one: Place, other: Place): boolean =>
  one.commit < other.commit || (one.commit === other.commit && one.prepare < other.prepare);

/**
 * How the server goes through what is there when a filtered subscription to `$all` begins: page by page, each of which begins
 * behind the record that the one before has looked at last, with a prepare offset of 0. A checkpoint names the beginning of
 * the page, or the record delivered last where that stands behind it.
 */
export function* catchUp(
  log: KurrentLog,
  { from, window, checkpointInterval }: Question,
  isAskedFor: (record: KurrentRecord) => boolean,
): Generator<KurrentRecord | Place | Looked> {
  let checkpoint = from === 0 ? NOWHERE : { commit: from, prepare: from };
  let page = checkpoint;
  for (let considered = 0; ;) {
    const first = log.firstAt(page.commit);
    const records = log.records.slice(first, first + window);
    const last = records.at(-1);
    const next = last === undefined ? page : { commit: log.behind(last), prepare: 0 };
    for (const record of records) {
      const place = { commit: record.position, prepare: record.position };
      if (!isAskedFor(record) || !isBefore(checkpoint, place)) continue;
      yield record;
      checkpoint = place;
    }
    if (isBefore(checkpoint, page) && isBefore(page, next)) checkpoint = page;
    considered += records.length;
    const isAtEnd = records.length < window;
    if (isAtEnd && checkpoint === NOWHERE && next.commit > 0) checkpoint = { commit: 0, prepare: 0 };
    if ((isAtEnd || considered >= checkpointInterval) && checkpoint !== NOWHERE) yield checkpoint;
    if (isAtEnd) return yield { looked: next.commit };
    considered %= checkpointInterval;
    page = next;
  }
}
