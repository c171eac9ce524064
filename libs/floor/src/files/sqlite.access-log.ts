import {
  closeDatabase,
  GroupCommit,
  inspectDatabase,
  openDatabase,
  Packing,
  WORDS_TABLE,
  type Database,
  type Inspection,
} from '@ekey/sqlite';
import type { Clock } from '@ekey/kernel';
import { accessRecord, type AccessLog, type AccessRecord } from '@ekey/platform';

const ACCESS = {
  mark: 'EKAC',
  synchronous: 'FULL',
  schema: [
    `CREATE TABLE access(position INTEGER PRIMARY KEY, service TEXT NOT NULL, subject TEXT NOT NULL, entry BLOB NOT NULL) STRICT;
     CREATE INDEX access_by_subject ON access(service, subject, position);
     ${WORDS_TABLE}`,
  ],
} as const;

interface EntryRow {
  readonly position: number;
  readonly entry: Uint8Array;
}
type AccessQuery = Parameters<AccessLog['read']>[0];

/** The access log in a file of its own; an entry is on disk before what it records is answered. */
export class SqliteAccessLog implements AccessLog {
  private readonly database: Database;
  private readonly commits: GroupCommit;
  private readonly packing: Packing;
  private readonly sql;

  constructor(
    file: string,
    private readonly clock: Clock,
  ) {
    this.database = openDatabase(file, ACCESS);
    this.commits = GroupCommit.of(this.database);
    this.packing = Packing.of(this.database);
    const select = 'SELECT position, entry FROM access WHERE service = ?';
    this.sql = {
      insert: this.database.prepare('INSERT INTO access(service, subject, entry) VALUES (?, ?, ?)'),
      all: this.database.prepare(`${select} AND position > ? ORDER BY position LIMIT ?`),
      ofSubject: this.database.prepare(`${select} AND subject = ? AND position > ? ORDER BY position LIMIT ?`),
    };
  }

  async record(entry: Omit<AccessRecord, 'at'>): Promise<void> {
    const packed = this.packing.pack(accessRecord(entry, this.clock.now()));
    await this.commits.enqueue(() => this.sql.insert.run(entry.service, entry.subject, packed));
  }

  async read(query: AccessQuery): ReturnType<AccessLog['read']> {
    const { service, subject, after, limit } = query;
    const rows =
      subject === undefined
        ? this.sql.all.all(service, after, limit)
        : this.sql.ofSubject.all(service, subject, after, limit);
    return (rows as EntryRow[]).map(({ position, entry }) => ({
      position,
      ...(this.packing.unpack(entry) as AccessRecord),
    }));
  }

  close(): void {
    this.commits.close();
    closeDatabase(this.database);
  }
}

/** Looks whether every entry can be read. Reads beside the process that writes. */
export const inspectAccessLog = (file: string): Inspection =>
  inspectDatabase(file, ACCESS, (database, findings) => {
    const after = database.prepare(
      'SELECT position, entry FROM access WHERE position > ? ORDER BY position LIMIT 1000',
    );
    const packing = Packing.reading(database);
    for (let position = 0; ;) {
      const rows = after.all(position) as EntryRow[];
      for (const row of rows) {
        findings.seen();
        if (row.position !== position + 1) findings.fault(`${file}: no entry ${position + 1} before ${row.position}`);
        if (!canBeRead(row.entry, packing)) findings.fault(`${file}: entry ${row.position} cannot be read`);
        position = row.position;
      }
      if (rows.length === 0) return;
    }
  });

function canBeRead(entry: Uint8Array, packing: Packing): boolean {
  try {
    packing.unpack(entry);
    return true;
  } catch {
    return false;
  }
}
