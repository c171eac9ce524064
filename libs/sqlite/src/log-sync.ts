import { closeSync, fdatasync, fdatasyncSync, openSync } from 'node:fs';
import type { Database } from './open-database';

const FULL = 2;

/**
 * Takes over from SQLite to wait for the disk at each commit: what `synchronous = FULL` does on the thread that commits, so
 * that nothing else goes on meanwhile, is done here in the thread pool. All that SQLite syncs besides (before and after a
 * checkpoint, and where a log begins anew) it goes on to sync itself, as `NORMAL` says.
 */
export class LogSync {
  private static readonly ofDatabase = new WeakMap<Database, LogSync>();

  /** @returns nothing for a database in memory, and for one whose commits need not be on disk at once. */
  static of(database: Database): LogSync | undefined {
    const known = LogSync.ofDatabase.get(database);
    if (known !== undefined) return known;
    const file = database.location();
    const { synchronous } = database.prepare('PRAGMA synchronous').get() as { synchronous: number };
    if (file === null || synchronous < FULL) return undefined;
    database.exec('PRAGMA synchronous = NORMAL');
    const sync = new LogSync(`${file}-wal`);
    LogSync.ofDatabase.set(database, sync);
    return sync;
  }

  private descriptor: number | undefined;
  private underWay = 0;
  private closed = false;

  private constructor(private readonly file: string) {}

  /** Resolves when everything that was committed before is on disk. */
  sync(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.underWay += 1;
      fdatasync(this.open(), (error) => {
        this.underWay -= 1;
        if (this.closed) this.letGo();
        if (error === null) resolve();
        else reject(error);
      });
    });
  }

  syncNow(): void {
    fdatasyncSync(this.open());
  }

  close(): void {
    this.closed = true;
    this.letGo();
  }

  /** The log is there from the first commit on and stays as long as the database is open, however often it begins anew. */
  private open(): number {
    return (this.descriptor ??= openSync(this.file, 'r+'));
  }

  private letGo(): void {
    if (this.underWay > 0 || this.descriptor === undefined) return;
    closeSync(this.descriptor);
    this.descriptor = undefined;
  }
}
