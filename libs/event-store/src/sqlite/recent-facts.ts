import type { Packing } from '@ekey/sqlite';
import type { StoredFact } from '../event-store.port';
import { factOf, type FactRow } from './fact-row';

/** The newest records of a log, for the subscriptions: as long as these keep up, none of them asks the file. */
export class RecentFacts {
  private rows: FactRow[] = [];
  /** Those that a subscription has asked for already, by position: all of them are given the same. */
  private readonly facts = new Map<number, StoredFact>();

  constructor(
    private readonly capacity: number,
    private readonly packing: Pick<Packing, 'unpack'>,
  ) {}

  /** Takes a record that has just been committed. */
  push(row: FactRow): void {
    const last = this.rows.at(-1);
    // Somebody else has written between: what is here is no longer all that is new.
    if (last !== undefined && row[0] !== last[0] + 1) this.letGo(this.rows.length);
    this.rows.push(row);
    if (this.rows.length > 2 * this.capacity) this.letGo(this.rows.length - this.capacity);
  }

  /** @returns at most `limit` facts behind a position; nothing where some of them are no longer here. */
  after(position: number, limit: number): readonly StoredFact[] | undefined {
    const oldest = this.rows[0]?.[0];
    if (oldest === undefined || oldest > position + 1) return undefined;
    const from = position + 1 - oldest;
    return this.rows.slice(from, from + limit).map((row) => this.factOf(row));
  }

  private factOf(row: FactRow): StoredFact {
    const known = this.facts.get(row[0]) ?? factOf(row, this.packing);
    this.facts.set(row[0], known);
    return known;
  }

  private letGo(count: number): void {
    for (const [position] of this.rows.slice(0, count)) this.facts.delete(position);
    this.rows = this.rows.slice(count);
  }
}
