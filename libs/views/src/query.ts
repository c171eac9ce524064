import { canonicalJson, type IndexValue } from '@ekey/kernel';
import { createHash } from 'node:crypto';
import { BadQuery, type AnyView, type Condition, type ViewQuery } from './views.port';

/** A condition in one of the two shapes that a store has to know. */
export type Bound =
  | { readonly index: string; readonly anyOf: readonly IndexValue[] }
  | { readonly index: string; readonly from: IndexValue; readonly to?: IndexValue };

/** Behind which document a page begins: the value that the order goes by (`null` where it goes by the key alone) and the key. */
export interface Place {
  readonly value: IndexValue;
  readonly key: string;
}

export interface CheckedQuery {
  readonly bounds: readonly Bound[];
  readonly orderBy?: string;
  readonly descending: boolean;
  readonly limit: number;
  readonly after?: Place;
  /** The cursor of the page behind this place. */
  readonly cursor: (place: Place) => string;
}

const LONGEST_PAGE = 200;
const MOST_VALUES = 500;
const LONGEST_CURSOR = 4_000;

/**
 * `null` is a value like any other, smaller than every number and text; numbers come before texts, texts go by their
 * code points. A range holds no `null`.
 * @throws BadQuery for an index that is not declared, a cursor that this query has not given, a limit beyond 1–200.
 */
export function checkQuery(view: AnyView, query: ViewQuery): CheckedQuery {
  const { orderBy, descending = false, limit, after } = query;
  if (!Number.isInteger(limit) || limit < 1 || limit > LONGEST_PAGE)
    throw new BadQuery(`a page holds 1–${LONGEST_PAGE}`);
  if (orderBy !== undefined) requireIndex(view, orderBy);
  const bounds = checkConditions(view, query.where);
  const mark = createHash('sha256')
    .update(canonicalJson([view.name, view.version, query.where ?? {}, orderBy ?? null, descending]))
    .digest('base64url')
    .slice(0, 16);
  return {
    bounds,
    ...(orderBy === undefined ? {} : { orderBy }),
    descending,
    limit,
    ...(after === undefined ? {} : { after: placeOf(after, mark) }),
    cursor: ({ value, key }) => Buffer.from(JSON.stringify([mark, value, key])).toString('base64url'),
  };
}

/** @throws BadQuery */
export const checkConditions = (view: AnyView, where: ViewQuery['where'] = {}): readonly Bound[] =>
  Object.entries(where).map(([index, condition]) => {
    requireIndex(view, index);
    return boundOf(index, condition);
  });

function boundOf(index: string, condition: Condition): Bound {
  if (typeof condition !== 'object' || condition === null) return { index, anyOf: [requireValue(index, condition)] };
  if ('in' in condition) {
    if (condition.in.length > MOST_VALUES) throw new BadQuery(`at most ${MOST_VALUES} values of ${index}`);
    return { index, anyOf: condition.in.map((value) => requireValue(index, value)) };
  }
  const { from = null, to } = condition;
  requireValue(index, from);
  return to === undefined ? { index, from } : { index, from, to: requireValue(index, to) };
}

function requireIndex(view: AnyView, index: string): void {
  if (!Object.hasOwn(view.indexes, index)) throw new BadQuery(`${view.name} has no index ${index}`);
}

function requireValue(index: string, value: unknown): IndexValue {
  if (!isIndexValue(value)) throw new BadQuery(`${index} is compared with texts, numbers and null`);
  return value;
}

const isIndexValue = (value: unknown): value is IndexValue =>
  value === null || typeof value === 'string' || Number.isFinite(value);

function placeOf(cursor: string, mark: string): Place {
  const [given, value, key, ...more] = cursor.length > LONGEST_CURSOR ? [] : listIn(cursor);
  if (given !== mark || !isIndexValue(value) || typeof key !== 'string' || more.length > 0)
    throw new BadQuery('not a cursor that this query has given');
  return { value, key };
}

function listIn(cursor: string): readonly unknown[] {
  try {
    const list: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}
