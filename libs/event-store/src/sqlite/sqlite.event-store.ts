import { LeastRecentlyUsed, type Recorded } from '@ekey/kernel';
import {
  closeDatabase,
  GroupCommit,
  openDatabase,
  Packing,
  UnreadableStore,
  Unsettled,
  type Database,
} from '@ekey/sqlite';
import {
  BrokenRecord,
  ForeignStream,
  NO_STREAM,
  WrongExpectedRevision,
  type Append,
  type EventStore,
  type StoredFact,
} from '../event-store.port';
import type { Checkpoints } from '../reactor-store.port';
import { brokenFact } from '../broken-record';
import { factOrBroken } from './broken-record';
import { checksumOf, factOf, packedFacts, type FactRow } from './fact-row';
import { LogFeed } from './log-feed';
import { LOG, prepareStatements, type LogStatements } from './log-schema';
import { RecentFacts } from './recent-facts';

/** How many of the newest facts stay in memory for the subscriptions. */
const RECENT = 500;
const PLACES = 5_000;

/** A stream as the file has it. */
interface Place {
  readonly stream: number;
  readonly revision: number;
}

export interface SqliteEventStoreOptions {
  /** A path, or `:memory:`. */
  readonly file: string;
  /** The service whose streams these are. */
  readonly owner: string;
  readonly checkpoints: Checkpoints;
  readonly readOnly?: boolean;
}

/** @throws UnreadableStore naming the file. */
export function openSqliteEventStore(options: SqliteEventStoreOptions): SqliteEventStore {
  const database = openDatabase(options.file, LOG, { readOnly: options.readOnly ?? false });
  const store = new SqliteEventStore(database, options.owner, options.checkpoints);
  try {
    store.refuseUnusable(options.file);
    return store;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** The log of one service in one SQLite file, written by one process; concurrent commands share commits. */
export class SqliteEventStore implements EventStore {
  readonly feed: LogFeed;
  private readonly commits: GroupCommit;
  private readonly sql: LogStatements;
  /** Streams as this process has left them: what is here is in the file, and at most behind it. */
  private readonly places = new LeastRecentlyUsed<Place>(PLACES);
  private readonly packing: Packing;
  private readonly recent: RecentFacts;
  private readonly unsettled: Unsettled;
  /** Streams with facts that are on their way to the disk. */
  private readonly landing = new Map<string, Promise<unknown>>();

  constructor(
    private readonly database: Database,
    readonly owner: string,
    checkpoints: Checkpoints,
  ) {
    this.commits = GroupCommit.of(database);
    this.unsettled = new Unsettled(this.commits);
    this.packing = Packing.of(database);
    this.recent = new RecentFacts(RECENT, this.packing);
    this.sql = prepareStatements(database);
    this.feed = new LogFeed(`${owner}.log`, this, checkpoints);
  }

  async read(stream: string, fromRevision = 0): Promise<readonly StoredFact[]> {
    this.refuseForeign(stream);
    await this.landing.get(stream)?.catch(() => undefined);
    this.commits.refuseUncertain();
    const left = this.places.get(stream);
    // Nobody else writes, and most who read on only make sure that there is nothing further.
    if (left !== undefined && left.revision < fromRevision) return [];
    const number = left?.stream ?? this.numberOf(stream);
    if (number === undefined) return [];
    const facts = this.rowsOf(stream, number, fromRevision).map((row) => factOf(row, this.packing));
    const misplaced = facts.find((fact, index) => fact.meta.revision !== fromRevision + index);
    if (misplaced !== undefined)
      throw new BrokenRecord(stream, misplaced.meta.position, 'a record before it is missing');
    return facts;
  }

  async append(append: Append): Promise<void> {
    this.refuseForeign(append.stream);
    if (append.facts.length === 0) throw new RangeError(`nothing to append to ${append.stream}`);
    const packed = packedFacts(append, this.packing);
    const singleStatement = packed.length === 1 && append.expectedRevision !== NO_STREAM;
    const landing = this.unsettled.land(() => this.write(append, packed), positionsOf, singleStatement);
    this.landing.set(append.stream, landing);
    try {
      this.keep(append.stream, await landing);
    } finally {
      if (this.landing.get(append.stream) === landing) this.landing.delete(append.stream);
    }
  }

  async readAll(afterPosition: number, limit: number): Promise<readonly StoredFact[]> {
    this.commits.refuseUncertain();
    return this.settledAfter(afterPosition, limit).map((row) => factOf(row, this.packing));
  }

  /** As `readAll`, with every broken record delivered as what it is. */
  readAfter(position: number, limit: number): readonly Recorded[] {
    this.commits.refuseUncertain();
    return this.recent.after(position, limit) ?? this.readable(position, limit);
  }

  async head(): Promise<number> {
    return this.headNow();
  }

  /** @throws UnreadableStore where the log is another service's, or its newest fact is not what was written. */
  refuseUnusable(file: string): void {
    try {
      const any = this.sql.nameOfAny.get() as [string] | undefined;
      if (any !== undefined) this.refuseForeign(any[0]);
      for (const row of this.sql.after.all(this.headNow() - 1, 1) as FactRow[]) factOf(row, this.packing);
    } catch (error) {
      const foreign = error instanceof ForeignStream;
      const why = foreign ? `is not the log of ${this.owner}` : `has a broken tail: ${(error as Error).message}`;
      throw new UnreadableStore(file, why, { cause: error });
    }
  }

  async close(): Promise<void> {
    this.commits.close();
    closeDatabase(this.database);
  }

  /** Only what is stored: the numbers given within a transaction that was rolled back stand for nothing. */
  private keep(name: string, rows: readonly FactRow[]): void {
    for (const row of rows) this.recent.push(row);
    const [, , stream, revision] = rows.at(-1) as FactRow;
    this.places.set(name, { stream, revision });
    this.feed.wake();
  }

  private settledAfter(position: number, limit: number): readonly FactRow[] {
    return this.unsettled.settled(this.sql.after.all(position, limit) as FactRow[], positionOf);
  }

  private write({ stream: name, expectedRevision }: Append, packed: readonly Uint8Array[]): readonly FactRow[] {
    const left = this.places.get(name);
    const place = left?.revision === expectedRevision ? left : this.placeInFile(name);
    if (place.revision !== expectedRevision) throw new WrongExpectedRevision(name, expectedRevision);
    const stream = place.stream ?? (this.sql.addStream.get(name) as [number])[0];
    try {
      return packed.map((fact, index) => this.insert(name, stream, expectedRevision + 1 + index, fact));
    } catch (error) {
      // Somebody has written since the stream was left: the file takes no revision twice.
      if (this.placeInFile(name).revision !== expectedRevision) throw new WrongExpectedRevision(name, expectedRevision);
      throw error;
    }
  }

  private insert(name: string, stream: number, revision: number, fact: Uint8Array): FactRow {
    const checksum = checksumOf(name, stream, revision, fact);
    const { lastInsertRowid } = this.sql.add.run(stream, revision, checksum, fact);
    return [Number(lastInsertRowid), name, stream, revision, checksum, fact];
  }

  private numberOf(stream: string): number | undefined {
    return (this.sql.numberOf.get(stream) as [number] | undefined)?.[0];
  }

  private placeInFile(name: string): Partial<Place> & Pick<Place, 'revision'> {
    const stream = this.numberOf(name);
    if (stream === undefined) return { revision: NO_STREAM };
    return { stream, revision: (this.sql.revision.get(stream) as [number | null])[0] ?? NO_STREAM };
  }

  private headNow(): number {
    const newest = (this.sql.head.get() as [number | null])[0] ?? 0;
    return Math.min(newest, this.unsettled.from - 1);
  }

  /** @throws BrokenRecord where SQLite itself cannot find its way through the file. */
  private rowsOf(stream: string, number: number, fromRevision: number): readonly FactRow[] {
    try {
      return this.sql.ofStream.all(number, fromRevision) as FactRow[];
    } catch (error) {
      if (!this.database.isOpen) throw error;
      throw new BrokenRecord(stream, 0, (error as Error).message);
    }
  }

  private readable(position: number, limit: number): readonly Recorded[] {
    try {
      const rows = this.settledAfter(position, limit);
      if (rows.every((row, index) => row[0] === position + 1 + index))
        return rows.map((row) => factOrBroken(this.owner, row, this.packing));
    } catch (error) {
      if (!this.database.isOpen) throw error;
    }
    const last = Math.min(position + limit, this.headNow());
    return Array.from({ length: last - position }, (_none, index) => this.oneByOne(position + 1 + index));
  }

  private oneByOne(position: number): Recorded {
    try {
      const row = this.sql.at.get(position) as FactRow | undefined;
      if (row !== undefined) return factOrBroken(this.owner, row, this.packing);
      return brokenFact(this.owner, this.whereWas(position), 'the record is gone');
    } catch (error) {
      return brokenFact(this.owner, this.whereWas(position), error);
    }
  }

  private whereWas(position: number) {
    try {
      const [stream, revision] = (this.sql.whereWas.get(position) ?? []) as [string?, number?];
      return { position, stream, revision };
    } catch {
      return { position };
    }
  }

  private refuseForeign(stream: string): void {
    if (!stream.startsWith(`${this.owner}.`)) throw new ForeignStream(this.owner, stream);
  }
}

const positionOf = ([position]: FactRow): number => position;
const positionsOf = (rows: readonly FactRow[]): readonly number[] => rows.map(positionOf);
