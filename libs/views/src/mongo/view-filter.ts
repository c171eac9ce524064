import type { IndexValue } from '@ekey/kernel';
import type { mongo } from '@ekey/mongo';
import type { Bound, CheckedQuery } from '../query';

/** A document of a view: its parts as text, and beside them what it is found by. */
export interface StoredView {
  readonly _id: string;
  /** Raised by each write; whoever writes names the one that it has read. */
  readonly revision: number;
  /** False where there is nothing to show yet: it only remembers how far its sources were heard. */
  readonly answered: boolean;
  readonly parts: string;
  readonly [field: `i-${string}`]: string;
}

type Filter = mongo.Filter<StoredView>;

const NONE = '';
const [NUMBER, TEXT] = ['1', '2'];

/** The field of an index. Nothing else begins so. */
export const fieldOf = (index: string): `i-${string}` => `i-${index}`;

/**
 * Index values as texts that sort as they do: nothing before all numbers, and these before all texts. MongoDB sorts values
 * of different kinds but never compares them, so that a page could not go on behind a `null` or a number.
 */
export function toField(value: IndexValue): string {
  if (value === null) return NONE;
  return typeof value === 'string' ? `${TEXT}${value}` : `${NUMBER}${sortable(value)}`;
}

/** IEEE 754 in order: the bits of negative numbers are turned round, of all others only the sign. −0 is 0. */
function sortable(number: number): string {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(number === 0 ? 0 : number);
  const bits = bytes.readBigUInt64BE();
  const sign = 1n << 63n;
  bytes.writeBigUInt64BE((bits & sign) === 0n ? bits | sign : BigInt.asUintN(64, ~bits));
  return bytes.toString('hex');
}

/** All bounds at once, over the answers alone. */
export const filterOf = (bounds: readonly Bound[], further: readonly Filter[] = []): Filter => ({
  $and: [{ answered: true }, ...bounds.map(boundOf), ...further],
});

function boundOf(bound: Bound): Filter {
  const field = fieldOf(bound.index);
  if ('anyOf' in bound) return { [field]: { $in: bound.anyOf.map(toField) } };
  const from = bound.from === null ? { $gt: NONE } : { $gte: toField(bound.from) };
  return { [field]: bound.to === undefined ? from : { ...from, $lt: toField(bound.to) } };
}

/** What stands behind the place where the page before has ended. */
export function behind({ after, orderBy, descending }: CheckedQuery): readonly Filter[] {
  if (after === undefined) return [];
  const [beyond, from] = descending ? ['$lt', '$lte'] : ['$gt', '$gte'];
  const behindKey: Filter = { _id: { [beyond]: after.key } };
  if (orderBy === undefined) return [behindKey];
  const [field, value] = [fieldOf(orderBy), toField(after.value)];
  return [{ [field]: { [from]: value } }, { $or: [{ [field]: { [beyond]: value } }, behindKey] }];
}

export function sortOf({ orderBy, descending }: CheckedQuery): mongo.Sort {
  const direction = descending ? -1 : 1;
  return orderBy === undefined ? { _id: direction } : { [fieldOf(orderBy)]: direction, _id: direction };
}
