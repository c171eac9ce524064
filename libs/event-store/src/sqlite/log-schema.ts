import { WORDS_TABLE, type Database, type DatabaseKind } from '@ekey/sqlite';

/**
 * A fact is one packed value, so that a single reading gives all of it; what SQLite must find it by stands beside it. Positions are
 * given by SQLite, one after another: nothing is ever deleted, so that a number without a record tells of damage.
 */
export const LOG: DatabaseKind = {
  mark: 'EKLG',
  synchronous: 'FULL',
  schema: [
    `CREATE TABLE streams(number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
     CREATE TABLE facts(
       position INTEGER PRIMARY KEY, stream INTEGER NOT NULL, revision INTEGER NOT NULL, checksum INTEGER NOT NULL,
       fact BLOB NOT NULL) STRICT;
     CREATE UNIQUE INDEX facts_of_stream ON facts(stream, revision);
     ${WORDS_TABLE}`,
  ],
};

// The names are joined from the left: a record whose stream has lost its name is damage to be told, not to be left out.
const RECORDS = `SELECT f.position, s.name, f.stream, f.revision, f.checksum, f.fact
  FROM facts f LEFT JOIN streams s ON s.number = f.stream`;

/** The questions that the log asks its file; each row is answered as an array, in the order of the columns. */
export type LogStatements = ReturnType<typeof prepareStatements>;

export function prepareStatements(database: Database) {
  const prepare = (sql: string) => {
    const statement = database.prepare(sql);
    statement.setReturnArrays(true);
    return statement;
  };
  return {
    numberOf: prepare('SELECT number FROM streams WHERE name = ?'),
    nameOfAny: prepare('SELECT name FROM streams LIMIT 1'),
    addStream: prepare('INSERT INTO streams(name) VALUES (?) RETURNING number'),
    revision: prepare('SELECT max(revision) FROM facts WHERE stream = ?'),
    add: prepare('INSERT INTO facts(stream, revision, checksum, fact) VALUES (?, ?, ?, ?)'),
    ofStream: prepare(`${RECORDS} WHERE f.stream = ? AND f.revision >= ? ORDER BY f.revision`),
    after: prepare(`${RECORDS} WHERE f.position > ? ORDER BY f.position LIMIT ?`),
    at: prepare(`${RECORDS} WHERE f.position = ?`),
    head: prepare('SELECT max(position) FROM facts'),
    // Looks into the index alone (`+` keeps SQLite from the record itself), which may have survived where a record has not.
    whereWas: prepare(
      `SELECT s.name, f.revision FROM facts f INDEXED BY facts_of_stream JOIN streams s ON s.number = f.stream
       WHERE +f.position = ?`,
    ),
  };
}
