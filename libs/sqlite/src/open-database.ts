import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { isPresent, makeWhole } from './database-file';
import { UnreadableStore } from './unreadable-store';
import { refuseDamagedLog } from './write-ahead-log';

/** An open SQLite database. */
export type Database = DatabaseSyncInstance;

/** What a file of one kind looks like. */
export interface DatabaseKind {
  /** Four ASCII characters that stand in the file's header (`application_id`), so that no store opens another's file. */
  readonly mark: string;
  /** `FULL`: a commit is on disk when it returns. `NORMAL`: the last commits may be missing after a power cut. */
  readonly synchronous: 'FULL' | 'NORMAL';
  /** The statements that each version of the file added, oldest first; the file's version is their number. */
  readonly schema: readonly string[];
  /** Pages that nothing needs any more can be given back (`PRAGMA incremental_vacuum`): for files that shrink. */
  readonly shrinks?: boolean;
}

export interface OpenOptions {
  /** Reads beside the process that writes; the file must be there. */
  readonly readOnly?: boolean;
}

const WAIT_FOR_OTHERS_MS = 5000;
const readers = new WeakSet<Database>();

/**
 * Opens a store's file, made whole if there is none, raised to the newest version if it is older.
 * @param file a path, or `:memory:`.
 * @throws UnreadableStore naming the file, where it is cut short, damaged, of another kind or of a newer release.
 */
export function openDatabase(file: string, kind: DatabaseKind, options: OpenOptions = {}): Database {
  if (file === ':memory:') return raise(connect(file, kind), kind, 0);
  try {
    if (!isPresent(file)) {
      if (options.readOnly === true) throw new UnreadableStore(file, 'is not there');
      mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
      makeWhole(file, (draft) => raise(connect(draft, kind), kind, 0).close());
    }
    if (options.readOnly !== true && kind.synchronous === 'FULL') refuseDamagedLog(file);
    return openPresent(file, kind, options.readOnly === true);
  } catch (error) {
    if (error instanceof UnreadableStore) throw error;
    throw new UnreadableStore(file, `cannot be opened: ${messageOf(error)}`, { cause: error });
  }
}

/** Moves the write-ahead log into the file, so that the file alone holds everything, and closes it. A reader only closes. */
export function closeDatabase(database: Database): void {
  if (!database.isOpen) return;
  if (!readers.has(database)) database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
}

function openPresent(file: string, kind: DatabaseKind, readOnly: boolean): Database {
  const database = connect(file, kind, readOnly);
  try {
    const mark = pragma(database, 'application_id');
    if (mark !== markNumber(kind)) throw new UnreadableStore(file, `holds something else than "${kind.mark}"`);
    const version = pragma(database, 'user_version');
    if (version > kind.schema.length) throw new UnreadableStore(file, `was written by a newer release (${version})`);
    if (readOnly) {
      readers.add(database);
      return database;
    }
    raise(database, kind, version);
    refuseAlteredSchema(file, database, kind);
    refuseCutTail(file, database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function connect(file: string, kind: DatabaseKind, readOnly = false): Database {
  const database = new DatabaseSync(file, { readOnly, timeout: WAIT_FOR_OTHERS_MS });
  try {
    // Only a file that holds nothing yet heeds the first.
    if (!readOnly && kind.shrinks === true) database.exec('PRAGMA auto_vacuum = INCREMENTAL;');
    if (!readOnly) database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${kind.synchronous};`);
    database.exec('PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * Each version in a transaction of its own, together with its number. No statement is prepared: one that waits for the
 * garbage collector would keep the file open after `close`, and a draft is renamed then.
 */
function raise(database: Database, kind: DatabaseKind, from: number): Database {
  for (let version = from; version < kind.schema.length; version += 1) {
    database.exec(
      `BEGIN IMMEDIATE; ${kind.schema[version] ?? ''};
       PRAGMA application_id = ${markNumber(kind)}; PRAGMA user_version = ${version + 1}; COMMIT;`,
    );
  }
  return database;
}

/** Every table and index of the kind must stand as it was made; the file may hold more (tables of views). */
function refuseAlteredSchema(file: string, database: Database, kind: DatabaseKind): void {
  const model = raise(new DatabaseSync(':memory:'), kind, 0);
  const found = objectsOf(database);
  try {
    for (const [name, sql] of objectsOf(model)) {
      if (found.get(name) !== sql)
        throw new UnreadableStore(file, `has a broken schema: ${name} is missing or altered`);
    }
  } finally {
    model.close();
  }
}

/** With the write-ahead log moved into it, the file must have the length that its header tells. */
function refuseCutTail(file: string, database: Database): void {
  const log = database.prepare('PRAGMA wal_checkpoint(PASSIVE)').get() as { log: number; checkpointed: number };
  if (log.log !== log.checkpointed) return;
  const length = pragma(database, 'page_count') * pragma(database, 'page_size');
  if (statSync(file).size < length) throw new UnreadableStore(file, 'is cut short');
}

const objectsOf = (database: Database): ReadonlyMap<string, string> =>
  new Map(
    (
      database.prepare('SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL').all() as {
        name: string;
        sql: string;
      }[]
    ).map(({ name, sql }) => [name, sql]),
  );

const pragma = (database: Database, name: string): number =>
  (database.prepare(`PRAGMA ${name}`).get() as Record<string, number>)[name] ?? 0;

const markNumber = ({ mark }: DatabaseKind): number => Buffer.from(mark, 'latin1').readInt32BE();
/** An error of the driver may come from another realm, so that its class says nothing. */
const messageOf = (error: unknown): string => (error as Partial<Error>).message ?? String(error);
