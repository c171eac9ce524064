import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { copyPrivate, digestsOf, filesOf, MANIFEST, PARTS, type Manifest } from './backup';

const TOMBSTONES = 'tombstones.db';

/**
 * Brings a backup back into a data folder that holds nothing but, at most, the tombstones of erased keys. Those are kept
 * and joined with the backup's: what was erased stays erased, whenever the backup was made.
 * @returns how many files were brought back.
 */
export async function restore(source: string, data: string): Promise<number> {
  refuseUsedFolder(data);
  await refuseDamaged(source);
  let count = 0;
  for (const part of [PARTS.facts, PARTS.keys])
    for (const file of filesOf(path.join(source, part))) {
      copyPrivate(path.join(source, part, file), path.join(data, file));
      count += 1;
    }
  bringTombstones(path.join(source, PARTS.tombstones, TOMBSTONES), path.join(data, TOMBSTONES));
  return count + 1;
}

function refuseUsedFolder(data: string): void {
  if (!existsSync(data)) return;
  const others = readdirSync(data).filter((name) => !name.startsWith(TOMBSTONES));
  if (others.length > 0)
    throw new Error(`${data} is not empty (${others[0]}): restore into a new folder, or move the old one away`);
}

/** Every file must be the one that was saved, and none may be missing: half a backup is none. */
async function refuseDamaged(source: string): Promise<void> {
  const file = path.join(source, MANIFEST);
  if (!existsSync(file)) throw new Error(`${source} holds no backup: ${MANIFEST} is missing`);
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  const found = await digestsOf(source);
  for (const [name, digest] of Object.entries(manifest.files)) {
    if (found[name] === undefined) throw new Error(`${path.join(source, name)} is missing from the backup`);
    if (found[name] !== digest) throw new Error(`${path.join(source, name)} was changed since the backup was made`);
  }
}

function bringTombstones(saved: string, kept: string): void {
  if (!existsSync(kept)) return copyPrivate(saved, kept);
  const database = new DatabaseSync(kept);
  try {
    database.prepare('ATTACH ? AS saved').run(saved);
    const tables = database
      .prepare("SELECT name FROM saved.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .all() as { name: string }[];
    for (const { name } of tables) database.exec(`INSERT OR IGNORE INTO main."${name}" SELECT * FROM saved."${name}"`);
  } finally {
    database.close();
  }
}
