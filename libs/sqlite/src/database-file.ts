import { chmodSync, closeSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { UnreadableStore } from './unreadable-store';

/**
 * Whether the file is there, judged before SQLite is let near it: SQLite takes an empty file for a new database, and so
 * would begin again from nothing where a store was cut short. The file itself is never opened here: closing it again
 * would give up the locks that this process may hold on it (POSIX advisory locks, sqlite.org/howtocorrupt.html 2.2).
 * @throws UnreadableStore where something is there that cannot be this store.
 */
export function isPresent(file: string): boolean {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) {
    if (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size)
      throw new UnreadableStore(file, 'is gone although its write-ahead log is there');
    return false;
  }
  if (!found.isFile()) throw new UnreadableStore(file, 'is not a file');
  if (found.size === 0) throw new UnreadableStore(file, 'is empty');
  return true;
}

/**
 * A database file comes into being whole: it is filled under another name and then given its own, so that a kill at any
 * moment, or a disk that is full, leaves either no store or a complete one.
 */
export function makeWhole(file: string, fill: (draft: string) => void): void {
  const draft = `${file}.new`;
  for (const left of [draft, `${draft}-wal`, `${draft}-shm`, `${draft}-journal`]) rmSync(left, { force: true });
  fill(draft);
  // SQLite closes a database without a word where it cannot move the log into it, and then leaves the log.
  if (statSync(`${draft}-wal`, { throwIfNoEntry: false })?.size)
    throw new Error('it cannot be written whole: is the disk full?');
  chmodSync(draft, 0o600);
  syncPath(draft);
  renameSync(draft, file);
  syncPath(path.dirname(file));
}

function syncPath(target: string): void {
  const descriptor = openSync(target, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
