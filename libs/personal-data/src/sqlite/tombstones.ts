import { closeDatabase, openDatabase, type Database, type DatabaseKind } from '@ekey/sqlite';
import type { KeyOwner } from '@ekey/kernel';

export const TOMBSTONES: DatabaseKind = {
  mark: 'EKTS',
  synchronous: 'FULL',
  schema: ['CREATE TABLE tombstones (owner TEXT PRIMARY KEY, erased_at TEXT NOT NULL) STRICT, WITHOUT ROWID'],
};

/** Whose key was destroyed, and when. Only ever added to; kept in a file of its own, so that no restored backup of keys undoes it. */
export class Tombstones {
  private readonly database: Database;
  private readonly sql;

  /** @throws UnreadableStore naming the file. */
  constructor(file: string, readOnly = false) {
    this.database = openDatabase(file, TOMBSTONES, { readOnly });
    this.sql = {
      find: this.database.prepare('SELECT 1 FROM tombstones WHERE owner = ?'),
      add: this.database.prepare('INSERT OR IGNORE INTO tombstones (owner, erased_at) VALUES (?, ?)'),
      all: this.database.prepare('SELECT owner, erased_at FROM tombstones WHERE owner > ? ORDER BY owner LIMIT 1000'),
    };
  }

  has(owner: KeyOwner): boolean {
    return this.sql.find.get(owner) !== undefined;
  }

  /** On disk when it returns. The first one stands. */
  add(owner: KeyOwner, at: string): void {
    this.sql.add.run(owner, at);
  }

  *all(): Iterable<{ readonly owner: KeyOwner; readonly erasedAt: string }> {
    for (let last = ''; ;) {
      const page = this.sql.all.all(last) as { owner: KeyOwner; erased_at: string }[];
      for (const { owner, erased_at: erasedAt } of page) yield { owner, erasedAt };
      const end = page.at(-1);
      if (end === undefined) return;
      last = end.owner;
    }
  }

  close(): void {
    closeDatabase(this.database);
  }
}
