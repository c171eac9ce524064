import { backup, DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';

/** Databases that another process may be writing, all as they stood at one and the same moment. */
export class Snapshot {
  private constructor(private readonly pinned: ReadonlyMap<string, DatabaseSyncInstance>) {}

  /**
   * Pins every file, then looks whether anything was committed meanwhile; if so, tries again. What is left is one moment:
   * no log holds the consequence of a fact that another one lacks.
   * @throws where the writer leaves no gap between its commits within `tries`.
   */
  static async of(files: readonly string[], tries = 1_000): Promise<Snapshot> {
    const watchers = files.map(open);
    try {
      for (let attempt = 0; attempt < tries; attempt += 1) {
        const before = watchers.map(versionOf);
        const pinned = new Map(files.map((file) => [file, pin(file)]));
        if (watchers.every((watcher, index) => versionOf(watcher) === before[index])) return new Snapshot(pinned);
        for (const database of pinned.values()) database.close();
        await new Promise((resolve) => setTimeout(resolve, attempt % 7));
      }
    } finally {
      for (const watcher of watchers) watcher.close();
    }
    throw new Error('the process writes without a pause: try again when there is less to do');
  }

  async copy(file: string, target: string): Promise<void> {
    const database = this.pinned.get(file);
    if (database === undefined) throw new Error(`${file} is not part of the snapshot`);
    await backup(database, target);
  }

  close(): void {
    for (const database of this.pinned.values()) database.close();
  }
}

const open = (file: string): DatabaseSyncInstance => new DatabaseSync(file, { readOnly: true, timeout: 5_000 });

/** A read transaction sees the moment of its first look, for as long as it lasts (SQLite, "Isolation In SQLite"). */
function pin(file: string): DatabaseSyncInstance {
  const database = open(file);
  database.exec('BEGIN');
  database.prepare('SELECT count(*) FROM sqlite_schema').get();
  return database;
}

/** Changes with every commit of another connection. */
const versionOf = (database: DatabaseSyncInstance): unknown =>
  Object.values(database.prepare('PRAGMA data_version').get() as Record<string, unknown>)[0];
