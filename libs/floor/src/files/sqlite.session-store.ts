import { closeDatabase, inspectDatabase, openDatabase, type Database, type Inspection } from '@ekey/sqlite';
import type { Clock } from '@ekey/kernel';
import type { SessionStore } from '@ekey/platform';

const SESSIONS = {
  mark: 'EKSE',
  synchronous: 'NORMAL',
  schema: [
    `CREATE TABLE sessions(kind TEXT NOT NULL, id TEXT NOT NULL, value TEXT NOT NULL, expires INTEGER NOT NULL,
       PRIMARY KEY(kind, id)) STRICT, WITHOUT ROWID;
     CREATE INDEX sessions_by_end ON sessions(expires)`,
  ],
} as const;

/** Sessions in a file that may be deleted at any time: people then log in again. */
export class SqliteSessionStore implements SessionStore {
  private readonly database: Database;
  private readonly sql;
  private writes = 0;

  constructor(
    file: string,
    private readonly clock: Clock,
  ) {
    this.database = openDatabase(file, SESSIONS);
    const prepare = (text: string) => this.database.prepare(text);
    this.sql = {
      set: prepare(
        'INSERT INTO sessions VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value, expires = excluded.expires',
      ),
      setIfAbsent: prepare(
        `INSERT INTO sessions VALUES (?, ?, ?, ?)
           ON CONFLICT DO UPDATE SET value = excluded.value, expires = excluded.expires WHERE sessions.expires <= ?`,
      ),
      get: prepare('SELECT value FROM sessions WHERE kind = ? AND id = ? AND expires > ?'),
      list: prepare("SELECT value FROM sessions WHERE kind = ? AND id >= ? AND id < ? || x'f48fbfbf' AND expires > ?"),
      take: prepare('DELETE FROM sessions WHERE kind = ? AND id = ? RETURNING value, expires'),
      delete: prepare('DELETE FROM sessions WHERE kind = ? AND id = ?'),
      deleteAll: prepare("DELETE FROM sessions WHERE kind = ? AND id >= ? AND id < ? || x'f48fbfbf'"),
      sweep: prepare('DELETE FROM sessions WHERE expires <= ?'),
    };
  }

  async set(kind: string, id: string, value: unknown, expiresAt: string): Promise<void> {
    this.sweepAtTimes();
    this.sql.set.run(kind, id, JSON.stringify(value), Date.parse(expiresAt));
  }

  async setIfAbsent(kind: string, id: string, value: unknown, expiresAt: string): Promise<boolean> {
    this.sweepAtTimes();
    const { changes } = this.sql.setIfAbsent.run(kind, id, JSON.stringify(value), Date.parse(expiresAt), this.now());
    return changes === 1;
  }

  async get<Value>(kind: string, id: string): Promise<Value | null> {
    const row = this.sql.get.get(kind, id, this.now()) as { value: string } | undefined;
    return row === undefined ? null : (JSON.parse(row.value) as Value);
  }

  async list<Value>(kind: string, idPrefix: string): Promise<readonly Value[]> {
    const rows = this.sql.list.all(kind, idPrefix, idPrefix, this.now()) as { value: string }[];
    return rows.map(({ value }) => JSON.parse(value) as Value);
  }

  async take<Value>(kind: string, id: string): Promise<Value | null> {
    const row = this.sql.take.get(kind, id) as { value: string; expires: number } | undefined;
    return row === undefined || row.expires <= this.now() ? null : (JSON.parse(row.value) as Value);
  }

  async delete(kind: string, id: string): Promise<void> {
    this.sql.delete.run(kind, id);
  }

  async deleteAll(kind: string, idPrefix: string): Promise<void> {
    this.sql.deleteAll.run(kind, idPrefix, idPrefix);
  }

  close(): void {
    closeDatabase(this.database);
  }

  private sweepAtTimes(): void {
    this.writes += 1;
    if (this.writes % 1_000 === 0) this.sql.sweep.run(this.now());
  }

  private now(): number {
    return Date.parse(this.clock.now());
  }
}

/** Looks whether the sessions can be read. Reads beside the process that writes. */
export const inspectSessions = (file: string): Inspection =>
  inspectDatabase(file, SESSIONS, (database, findings) => {
    const { count } = database.prepare('SELECT count(*) AS count FROM sessions').get() as { count: number };
    findings.records = count;
  });
