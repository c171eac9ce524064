import type { IndexValue } from '@ekey/kernel';
import type { Bound } from '../query';

export interface SqlWithValues {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

/** Rows that are an answer; the indexes hold no others, and so are used only where this is asked for in these very words. */
export const answeredIs = 'answered = 1';

/**
 * `null` is stored as −∞: it stands before every number and text, equals itself, and so needs no rule of its own in an
 * order, a page or a comparison. No index value is −∞ otherwise.
 */
export const toColumn = (value: IndexValue): string | number => value ?? Number.NEGATIVE_INFINITY;

/** All bounds at once, over the answers alone. */
export function boundsSql(bounds: readonly Bound[], further?: SqlWithValues): SqlWithValues {
  const terms = [{ sql: answeredIs, values: [] }, ...bounds.map(boundSql), ...(further ? [further] : [])];
  return { sql: terms.map(({ sql }) => sql).join(' AND '), values: terms.flatMap(({ values }) => values) };
}

function boundSql(bound: Bound): SqlWithValues {
  const column = `"i ${bound.index}"`;
  if ('anyOf' in bound) {
    const values = bound.anyOf.map(toColumn);
    return { sql: `${column} IN (${values.map(() => '?').join(', ')})`, values };
  }
  const from = { sql: `${column} ${bound.from === null ? '>' : '>='} ?`, values: [toColumn(bound.from)] };
  if (bound.to === undefined) return from;
  return { sql: `${from.sql} AND ${column} < ?`, values: [...from.values, toColumn(bound.to)] };
}
