import { backup, DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { Refusal } from '@ekey/floor';

const PATIENCE_MS = 60_000;

/** Databases that another process may be writing, all as they stood at one and the same moment. */
export class Snapshot {
  /** When they stood so, in milliseconds since 1970. */
  readonly moment = Date.now();

  private constructor(private readonly pinned: ReadonlyMap<string, DatabaseSyncInstance>) {}

  /**
   * Pins every file, then looks whether anything was committed meanwhile; if so, tries again. What is left is one moment:
   * no log holds the consequence of a fact that another one lacks.
   * @throws Refusal where the writer leaves no gap between its commits in time.
   */
  static async of(files: readonly string[], patience = PATIENCE_MS): Promise<Snapshot> {
    const readers = new Map<string, DatabaseSyncInstance>();
    const watchers: DatabaseSyncInstance[] = [];
    try {
      for (const file of files) {
        readers.set(file, open(file));
        watchers.push(open(file));
      }
      await pinTogether([...readers.values()], watchers.map(watch), patience);
      return new Snapshot(readers);
    } catch (error) {
      for (const reader of readers.values()) reader.close();
      throw error;
    } finally {
      for (const watcher of watchers) watcher.close();
    }
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

async function pinTogether(
  readers: readonly DatabaseSyncInstance[],
  versions: readonly (() => number)[],
  patience: number,
): Promise<void> {
  for (const end = Date.now() + patience; Date.now() < end; await pause()) {
    const before = versions.map((version) => version());
    readers.forEach(pin);
    if (versions.every((version, index) => version() === before[index])) return;
    for (const reader of readers) reader.exec('ROLLBACK');
  }
  throw new Refusal('the process writes without a pause: try again when there is less to do');
}

/** A read transaction sees the moment of its first look, for as long as it lasts (SQLite, "Isolation In SQLite"). */
const pin = (reader: DatabaseSyncInstance): void => reader.exec('BEGIN; SELECT count(*) FROM sqlite_schema;');

/** A number that changes with every commit of another connection. */
function watch(database: DatabaseSyncInstance): () => number {
  const statement = database.prepare('PRAGMA data_version');
  return commitsSeen(() => (statement.get() as { data_version: number }).data_version);
}

const LOOKS = 20;

/**
 * On a file system that is read-only SQLite reads the log anew at every look, and counts each as a change. Nobody commits
 * there; and no commit is so quick that every one of these looks would see another.
 */
export function commitsSeen(look: () => number): () => number {
  const first = look();
  const isCountingLooks = Array.from({ length: LOOKS }, look).every((seen, index) => seen === first + index + 1);
  return isCountingLooks ? () => 0 : look;
}

/** A few milliseconds, of differing length, so as not to keep step with the writer. */
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.random() * 7));
