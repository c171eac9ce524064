import { chmodSync, closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { UnreadableStore, type Database } from '@ekey/sqlite';

/** Another process works on the same data. */
export class DataFolderInUse extends Error {
  constructor(folder: string) {
    super(`${folder} is in use by another process: stop it, or set DATA_DIR to another folder`);
    this.name = 'DataFolderInUse';
  }
}

/** A restore was broken off: what lies there is not a whole system. */
export class RestoreUnfinished extends Error {
  constructor(folder: string) {
    super(`${folder} holds a restore that was broken off: run it again`);
    this.name = 'RestoreUnfinished';
  }
}

/** Stands in the folder from the beginning of a restore to its end. */
export const RESTORING = 'restore-unfinished';

/** @throws RestoreUnfinished */
export function refuseUnfinished(folder: string): void {
  if (existsSync(path.join(folder, RESTORING))) throw new RestoreUnfinished(folder);
}

/** Where in a data folder each thing stands. */
export type Places = Pick<DataFolder, 'root' | 'of'>;

/** With those above it, one by one: where the system makes no folders (`/proc`), Node’s own way to do so never ends. */
export function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  makeFolder(path.dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

/** A folder that one process works on at a time, and where in it each thing stands. */
export class DataFolder {
  private lockFile: Database | undefined;

  constructor(readonly root: string) {
    makeFolder(root);
    chmodSync(root, 0o700);
  }

  of(...names: readonly string[]): string {
    return path.join(this.root, ...names);
  }

  /**
   * One process at a time. The lock is SQLite's on an empty file of its own, which is never replaced: the operating system
   * lets go of it with the process, however that ends.
   * @throws DataFolderInUse, RestoreUnfinished, UnreadableStore
   */
  lock(): void {
    refuseUnfinished(this.root);
    this.lockWhateverItHolds();
  }

  /** @throws DataFolderInUse, UnreadableStore */
  lockWhateverItHolds(): void {
    const file = this.of('lock.db');
    // Never touched once it is there: to close a file is to let go of the locks that this process has on it (POSIX).
    if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
    const database = new DatabaseSync(file, { timeout: 0 });
    try {
      database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;');
    } catch (error) {
      database.close();
      const { message } = error as Error;
      throw /locked/.test(message)
        ? new DataFolderInUse(this.root)
        : new UnreadableStore(file, message, { cause: error });
    }
    this.lockFile = database;
  }

  unlock(): void {
    this.lockFile?.close();
    this.lockFile = undefined;
  }
}
