import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';

/** Bytes by store: the file or folder that it is. */
export type Sizes = Readonly<Record<string, number>>;

const FOLDERS = ['documents', 'outbox', 'secrets', 'ca'];

/**
 * Bytes of every file in a folder, by the store that it belongs to. Every write-ahead log is moved into its file before, so
 * that nothing is counted twice, nor left out because it was only in memory.
 * @throws where a store is still being written.
 */
export function bytesIn(folder: string): Sizes {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  for (const file of files) if (file.endsWith('.db-wal')) moveLogInto(file.slice(0, -'-wal'.length));
  const sizes: Record<string, number> = {};
  for (const file of files) {
    const store = storeOf(path.relative(folder, file));
    sizes[store] = (sizes[store] ?? 0) + statSync(file).size;
  }
  return sizes;
}

/** What each store has grown by. */
export const growth = (before: Sizes, after: Sizes): Sizes =>
  Object.fromEntries(Object.entries(after).map(([store, size]) => [store, size - (before[store] ?? 0)]));

export const total = (sizes: Sizes): number => Object.values(sizes).reduce((all, size) => all + size, 0);

/** A database counts with what stands beside it (`-wal`, `-shm`). */
function storeOf(file: string): string {
  const [first = ''] = file.split(path.sep);
  return FOLDERS.includes(first) ? first : file.replace(/-(wal|shm)$/, '');
}

function moveLogInto(file: string): void {
  const database = new DatabaseSync(file, { timeout: 5_000 });
  const { busy } = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as { busy: number };
  database.close();
  if (busy !== 0) throw new Error(`${file} is still being written`);
}
