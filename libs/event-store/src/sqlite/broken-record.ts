import type { Recorded } from '@ekey/kernel';
import type { Packing } from '@ekey/sqlite';
import { brokenFact } from '../broken-record';
import { factOf, type FactRow } from './fact-row';

/** The fact of a row, or a broken one in its place. */
export function factOrBroken(owner: string, row: FactRow, packing: Pick<Packing, 'unpack'>): Recorded {
  try {
    return factOf(row, packing);
  } catch (error) {
    const [position, name, , revision] = row;
    return brokenFact(owner, { stream: typeof name === 'string' ? name : undefined, revision, position }, error);
  }
}
