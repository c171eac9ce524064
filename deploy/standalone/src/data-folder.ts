import { chmodSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { openDatabase, type Database } from '@ekey/sqlite';

/** Another process works on the same data. */
export class DataFolderInUse extends Error {
  constructor(folder: string) {
    super(`${folder} is in use by another process: stop it, or set DATA_DIR to another folder`);
    this.name = 'DataFolderInUse';
  }
}

/** The folder that holds everything the standalone process knows, and where in it each thing stands. */
export class DataFolder {
  private lockFile: Database | undefined;

  constructor(readonly root: string) {
    mkdirSync(root, { recursive: true, mode: 0o700 });
    chmodSync(root, 0o700);
  }

  of(...names: readonly string[]): string {
    return path.join(this.root, ...names);
  }

  /**
   * One process at a time. The lock is SQLite's on a file of its own: the operating system lets go of it with the
   * process, however that ends.
   * @throws DataFolderInUse
   */
  lock(): void {
    const database = openDatabase(this.of('lock.db'), {
      mark: 'EKLK',
      synchronous: 'NORMAL',
      schema: ['CREATE TABLE held(pid INTEGER) STRICT'],
    });
    try {
      database.exec(
        'PRAGMA busy_timeout = 0; PRAGMA journal_mode = DELETE; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;',
      );
    } catch {
      database.close();
      throw new DataFolderInUse(this.root);
    }
    this.lockFile = database;
  }

  unlock(): void {
    this.lockFile?.close();
    this.lockFile = undefined;
  }
}
