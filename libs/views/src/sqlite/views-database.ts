import { REACTOR_TABLES } from '@ekey/event-store/sqlite';
import { openDatabase, WORDS_TABLE, type Database, type DatabaseKind } from '@ekey/sqlite';

/** Views, checkpoints and parked facts of one service. */
export const VIEWS: DatabaseKind = {
  mark: 'EKVW',
  synchronous: 'NORMAL',
  shrinks: true,
  schema: [
    REACTOR_TABLES + WORDS_TABLE,
    `CREATE TABLE view_tables (
         id INTEGER PRIMARY KEY, name TEXT NOT NULL, version INTEGER NOT NULL, indexes TEXT NOT NULL,
         state TEXT NOT NULL CHECK (state IN ('live', 'next', 'scratch'))) STRICT`,
  ],
};

/**
 * Opens the file that holds the views of one service and the checkpoints of its reactors (`openSqliteReactorStore`). After
 * a power cut the last commits may be missing, documents and checkpoints alike: they are made again from the log.
 * @param file a path, or `:memory:`.
 * @throws UnreadableStore naming the file.
 */
export const openViewsDatabase = (file: string): Database => openDatabase(file, VIEWS);
