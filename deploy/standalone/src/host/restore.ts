import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { DataFolder, Refusal, RESTORING, writePrivate } from '@ekey/floor';
import type { KeyOwner } from '@ekey/kernel';
import { joinTombstones } from '@ekey/personal-data/sqlite';
import { digestsOf, MANIFEST, PARTS, TOMBSTONES, type Manifest } from './backup';
import { copyPrivate, filesBelow } from './file-tree';

/** What may lie in a folder that is restored into: the tombstones of erased keys, a lock, what a broken-off restore has left. */
const MAY_STAY = (name: string): boolean => name.startsWith(TOMBSTONES) || name.startsWith('lock.db');

export interface Restored {
  readonly madeAt: string;
  readonly files: number;
  /** Whose keys are destroyed, by what the backup or the folder knows. */
  readonly erased: readonly KeyOwner[];
}

/**
 * Brings a backup back into a data folder that holds nothing but, at most, the tombstones of erased keys. Those are kept
 * and joined with the backup's: what was erased stays erased, whenever the backup was made. Broken off, it is to be run
 * again; until it has ended nothing starts on the folder.
 * @param forget removes the mails that say what a destroyed key had sealed.
 * @throws Refusal, DataFolderInUse, UnreadableStore
 */
export async function restore(
  source: string,
  folder: string,
  forget: (owner: KeyOwner) => Promise<void>,
): Promise<Restored> {
  const manifest = await readWhole(source);
  refuseUsed(folder);
  const data = new DataFolder(folder);
  data.lockWhateverItHolds();
  try {
    clearUnfinished(data);
    writePrivate(data.of(RESTORING), source);
    mkdirSync(data.of('documents'), { mode: 0o700 });
    const files = bringFiles(source, data);
    const erased = joinTombstones(path.join(source, PARTS.tombstones, TOMBSTONES), data.of(TOMBSTONES));
    for (const owner of erased) await forget(owner);
    rmSync(data.of(RESTORING));
    return { madeAt: manifest.madeAt, files: files + 1, erased };
  } finally {
    data.unlock();
  }
}

function refuseUsed(folder: string): void {
  if (!existsSync(folder) || existsSync(path.join(folder, RESTORING))) return;
  const other = readdirSync(folder).find((name) => !MAY_STAY(name));
  if (other === undefined) return;
  throw new Refusal(
    `${folder} is not empty (${other}): nothing is overwritten; move it away, or set DATA_DIR to a new folder`,
  );
}

function clearUnfinished(data: DataFolder): void {
  if (!existsSync(data.of(RESTORING))) return;
  const left = readdirSync(data.root).filter((name) => !MAY_STAY(name) && name !== RESTORING);
  for (const name of left) rmSync(data.of(name), { recursive: true });
}

function bringFiles(source: string, data: DataFolder): number {
  let count = 0;
  for (const part of [PARTS.facts, PARTS.keys])
    for (const file of filesBelow(path.join(source, part))) {
      copyPrivate(path.join(source, part, file), data.of(file));
      count += 1;
    }
  return count;
}

/** Every file must be the one that was saved, none may be missing and none be added: half a backup is none. */
async function readWhole(source: string): Promise<Manifest> {
  const manifest = manifestOf(path.join(source, MANIFEST));
  const found = await digestsOf(source);
  for (const [name, digest] of Object.entries(manifest.files)) {
    const file = path.join(source, name);
    if (found[name] === undefined)
      throw new Refusal(`${file} is missing: a backup is restored whole, all three parts of it`);
    if (found[name] !== digest) throw new Refusal(`${file} was changed since the backup was made`);
  }
  const added = Object.keys(found).find((name) => manifest.files[name] === undefined);
  if (added !== undefined) throw new Refusal(`${path.join(source, added)} is not part of the backup`);
  return manifest;
}

function manifestOf(file: string): Manifest {
  if (!existsSync(file)) throw new Refusal(`${path.dirname(file)} holds no backup: ${MANIFEST} is missing`);
  try {
    const { madeAt, files } = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
    return { madeAt, files: { ...files } };
  } catch {
    throw new Refusal(`${file} cannot be read`);
  }
}
