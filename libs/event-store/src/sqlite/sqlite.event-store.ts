import { ownerOf, type Recorded } from '@ekey/kernel';
import {
  BrokenRecord,
  ForeignStream,
  WrongExpectedRevision,
  type Append,
  type EventStore,
  type StoredFact,
} from '../event-store.port';
import type { ReactorStore } from '../reactor-store.port';
import { BROKEN_RECORD } from '../subscription-runner';
import { UnreadableStore } from '@ekey/sqlite';
import { actorText, checksumOf, factOf, uuidBytes, uuidText, type FactRow } from './fact-row';
import { GroupCommit } from '@ekey/sqlite';
import { LogFeed } from './log-feed';
import { openDatabase, type Database, type DatabaseKind } from '@ekey/sqlite';

const LOG: DatabaseKind = {
  mark: 'EKLG',
  synchronous: 'FULL',
  schema: [
    `CREATE TABLE streams(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, revision INTEGER NOT NULL) STRICT;
     CREATE TABLE types(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
     CREATE TABLE facts(
       position INTEGER PRIMARY KEY, stream INTEGER NOT NULL, revision INTEGER NOT NULL, type INTEGER NOT NULL,
       version INTEGER NOT NULL, id BLOB NOT NULL, command BLOB NOT NULL, digest BLOB NOT NULL, correlation BLOB NOT NULL,
       causation BLOB, at INTEGER NOT NULL, actor TEXT NOT NULL, data TEXT NOT NULL, checksum INTEGER NOT NULL) STRICT;
     CREATE UNIQUE INDEX facts_of_stream ON facts(stream, revision)`,
  ],
};

const COLUMNS = `f.position, s.name AS stream, f.revision, t.name AS type, f.version, f.id, f.command, f.digest, f.correlation,
  f.causation, f.at, f.actor, f.data, f.checksum`;
const FACTS = `SELECT ${COLUMNS} FROM facts f JOIN streams s ON s.id = f.stream JOIN types t ON t.id = f.type`;
/** How many of the newest facts stay in memory for the subscriptions, which then need no query for them. */
const RECENT = 4_096;
const CHECKED_AT_OPEN = 64;

export interface SqliteEventStoreOptions {
  /** A path, or `:memory:`. */
  readonly file: string;
  /** The service whose streams these are. */
  readonly owner: string;
  readonly checkpoints: Pick<ReactorStore, 'checkpoint' | 'saveCheckpoint'>;
  readonly readOnly?: boolean;
}

/** @throws UnreadableStore naming the file. */
export function openSqliteEventStore(options: SqliteEventStoreOptions): SqliteEventStore {
  const database = openDatabase(options.file, LOG, { readOnly: options.readOnly ?? false });
  const store = new SqliteEventStore(database, options.owner, options.checkpoints);
  try {
    store.checkTail(CHECKED_AT_OPEN);
  } catch (error) {
    database.close();
    throw new UnreadableStore(options.file, `has a broken tail: ${(error as Error).message}`);
  }
  return store;
}

/** The log of one service in one SQLite file; concurrent commands share commits. */
export class SqliteEventStore implements EventStore {
  readonly feed: LogFeed;
  private readonly commits: GroupCommit;
  private readonly typeIds = new Map<string, number>();
  private readonly recent: StoredFact[] = [];
  private readonly sql;

  constructor(
    private readonly database: Database,
    readonly owner: string,
    checkpoints: Pick<ReactorStore, 'checkpoint' | 'saveCheckpoint'>,
  ) {
    this.commits = new GroupCommit(database);
    this.feed = new LogFeed(`${owner}.log`, this, checkpoints);
    this.sql = {
      stream: database.prepare('SELECT id, revision FROM streams WHERE name = ?'),
      newStream: database.prepare('INSERT INTO streams(name, revision) VALUES (?, -1) RETURNING id'),
      moveStream: database.prepare('UPDATE streams SET revision = ? WHERE id = ?'),
      newType: database.prepare(
        'INSERT INTO types(name) VALUES (?) ON CONFLICT(name) DO UPDATE SET name = name RETURNING id',
      ),
      insert: database.prepare(
        `INSERT INTO facts(stream, revision, type, version, id, command, digest, correlation, causation, at, actor, data, checksum)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING position`,
      ),
      ofStream: database.prepare(`${FACTS} WHERE s.name = ? AND f.revision >= ? ORDER BY f.revision`),
      after: database.prepare(`${FACTS} WHERE f.position > ? ORDER BY f.position LIMIT ?`),
      head: database.prepare('SELECT max(position) AS head FROM facts'),
    };
  }

  async read(stream: string, fromRevision = 0): Promise<readonly StoredFact[]> {
    this.refuseForeign(stream);
    const facts = (this.sql.ofStream.all(stream, fromRevision) as unknown as FactRow[]).map(factOf);
    facts.forEach((fact, index) => {
      if (fact.meta.revision !== fromRevision + index)
        throw new BrokenRecord(stream, fact.meta.position, 'a record before it is missing');
    });
    return facts;
  }

  async append(append: Append): Promise<void> {
    this.refuseForeign(append.stream);
    const stored = await this.commits.enqueue(() => this.write(append));
    // Only now: the numbers given within a transaction that was rolled back stand for nothing.
    for (const { type } of stored) if (!this.typeIds.has(type)) this.typeIds.set(type, this.typeId(type));
    this.recent.push(...stored);
    if (this.recent.length > 2 * RECENT) this.recent.splice(0, this.recent.length - RECENT);
    this.feed.wake();
  }

  async readAll(afterPosition: number, limit: number): Promise<readonly StoredFact[]> {
    return (this.sql.after.all(afterPosition, limit) as unknown as FactRow[]).map(factOf);
  }

  /** As `readAll`, with a broken record delivered as what it is, so that only its case has to stop. */
  readAfter(position: number, limit: number): readonly Recorded[] {
    const oldest = this.recent[0];
    if (oldest !== undefined && oldest.meta.position <= position + 1) {
      const from = position + 1 - oldest.meta.position;
      return this.recent.slice(from, from + limit);
    }
    return (this.sql.after.all(position, limit) as unknown as FactRow[]).map(factOrBroken);
  }

  async head(): Promise<number> {
    return (this.sql.head.get() as { head: number | null }).head ?? 0;
  }

  /** @throws BrokenRecord where one of the newest facts is not what was written. */
  checkTail(count: number): void {
    const { head } = this.sql.head.get() as { head: number | null };
    for (const row of this.sql.after.all((head ?? 0) - count, count) as unknown as FactRow[]) factOf(row);
  }

  async close(): Promise<void> {
    this.commits.close();
    this.database.close();
  }

  private write(append: Append): readonly StoredFact[] {
    const known = this.sql.stream.get(append.stream) as { id: number; revision: number } | undefined;
    if ((known?.revision ?? -1) !== append.expectedRevision)
      throw new WrongExpectedRevision(append.stream, append.expectedRevision);
    const { id } = known ?? (this.sql.newStream.get(append.stream) as { id: number });
    const stored = append.facts.map((_fact, index) => this.insert(id, append, index));
    this.sql.moveStream.run(append.expectedRevision + stored.length, id);
    return stored;
  }

  private insert(streamId: number, append: Append, index: number): StoredFact {
    const fact = append.facts[index] as Append['facts'][number];
    const row = {
      stream: append.stream,
      revision: append.expectedRevision + 1 + index,
      type: fact.type,
      version: fact.schemaVersion,
      id: uuidBytes(append.ids[index] as string),
      command: uuidBytes(append.trace.commandId),
      digest: Buffer.from(append.trace.requestDigest, 'hex'),
      correlation: uuidBytes(append.correlationId),
      causation: append.causationId === append.trace.commandId ? null : uuidBytes(append.causationId),
      at: Date.parse(append.recordedAt),
      actor: actorText(append.actor),
      data: JSON.stringify(fact.data),
    };
    const { position } = this.sql.insert.get(
      streamId, row.revision, this.typeId(row.type), row.version, row.id, row.command, row.digest, row.correlation,
      row.causation, row.at, row.actor, row.data, checksumOf(row),
    ) as { position: number }; // prettier-ignore
    return storedFact(append, index, position, row.revision);
  }

  private typeId(name: string): number {
    return this.typeIds.get(name) ?? (this.sql.newType.get(name) as { id: number }).id;
  }

  private refuseForeign(stream: string): void {
    if (ownerOf(stream) !== this.owner) throw new ForeignStream(this.owner, stream);
  }
}

function storedFact(append: Append, index: number, position: number, revision: number): StoredFact {
  const fact = append.facts[index] as Append['facts'][number];
  const { stream, recordedAt, correlationId, causationId, actor, trace } = append;
  const id = append.ids[index] as string;
  const meta = {
    id,
    stream,
    revision,
    position,
    recordedAt,
    correlationId,
    causationId,
    schemaVersion: fact.schemaVersion,
    actor,
  };
  return { type: fact.type, data: fact.data, meta, trace };
}

function factOrBroken(row: FactRow): Recorded {
  try {
    return factOf(row);
  } catch (error) {
    const nothing = '00000000-0000-0000-0000-000000000000';
    return {
      type: BROKEN_RECORD,
      data: { cause: (error as Error).message },
      meta: {
        id: uuidText(row.id),
        stream: row.stream,
        revision: row.revision,
        position: row.position,
        recordedAt: new Date(0).toISOString(),
        correlationId: nothing,
        causationId: nothing,
        schemaVersion: 1,
        actor: { kind: 'service', id: 'event-store' },
      },
    };
  }
}
