import type { Packing } from '@ekey/sqlite';
import type { StoredFact } from '../event-store.port';
import { factOf, type FactRow } from './fact-row';

/** The newest records of a log, for the subscriptions: as long as these keep up, none of them asks the file. */
export class RecentFacts {
  /** One after another by position; those that a subscription has asked for already as what it was given. */
  private records: (FactRow | StoredFact)[] = [];
  private oldest = 0;

  constructor(
    private readonly capacity: number,
    private readonly packing: Pick<Packing, 'unpack'>,
  ) {}

  /** Takes a record that has just been committed. */
  push(row: FactRow): void {
    // Somebody else has written between: what is here is no longer all that is new.
    if (row[0] !== this.oldest + this.records.length) this.records = [];
    if (this.records.length === 0) this.oldest = row[0];
    this.records.push(row);
    if (this.records.length <= 2 * this.capacity) return;
    this.records = this.records.slice(this.capacity);
    this.oldest += this.capacity;
  }

  /** @returns at most `limit` facts behind a position; nothing where some of them are no longer here. */
  after(position: number, limit: number): readonly StoredFact[] | undefined {
    const from = position + 1 - this.oldest;
    if (this.records.length === 0 || from < 0) return undefined;
    return this.records.slice(from, from + limit).map((record, index) => this.factAt(from + index, record));
  }

  /** All subscriptions are given the same. */
  private factAt(index: number, record: FactRow | StoredFact): StoredFact {
    if ('meta' in record) return record;
    const fact = factOf(record, this.packing);
    this.records[index] = fact;
    return fact;
  }
}
