import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, createReadStream, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { writePrivate } from '../files';
import { Snapshot } from './snapshot';

/** The three parts of a backup, to be kept in three places: without the keys the facts tell no person's data. */
export const PARTS = { facts: 'facts', keys: 'keys', tombstones: 'tombstones' } as const;
export const MANIFEST = 'manifest.json';
/** A lock and a socket belong to a process, drafts to a moment. */
const NOT_SAVED = /^lock\.db|\.sock$|\.new$|-wal$|-shm$|-journal$/;

export interface Manifest {
  readonly madeAt: string;
  /** Path within the backup → SHA-256, hex. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Saves the data folder of a process, running or not, as it stands at one moment.
 * @param target a folder that does not exist yet.
 * @returns the manifest, which also stands in the backup.
 */
export async function backup(data: string, target: string, now: string): Promise<Manifest> {
  if (existsSync(target)) throw new Error(`${target} is there already: name a new folder`);
  if (!existsSync(path.join(data, 'keys.db'))) throw new Error(`${data} holds no data of ekey`);
  const files = filesOf(data);
  const databases = files.filter((file) => file.endsWith('.db'));
  const snapshot = await Snapshot.of(databases.map((file) => path.join(data, file)));
  try {
    for (const file of databases) await snapshot.copy(path.join(data, file), prepared(target, partOf(file), file));
  } finally {
    snapshot.close();
  }
  // Documents and secrets are written before the fact that names them and never changed: copied after, none is missing.
  for (const file of filesOf(data).filter((each) => !each.endsWith('.db')))
    copyPrivate(path.join(data, file), prepared(target, partOf(file), file));
  const manifest = { madeAt: now, files: await digestsOf(target) };
  writePrivate(path.join(target, MANIFEST), JSON.stringify(manifest, null, 1));
  return manifest;
}

/** Every file below a folder that is worth saving, as a relative path. */
export function filesOf(folder: string, below = ''): readonly string[] {
  return readdirSync(path.join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(below, entry.name);
    if (NOT_SAVED.test(entry.name)) return [];
    return entry.isDirectory() ? filesOf(folder, name) : entry.isFile() ? [name] : [];
  });
}

export async function digestsOf(folder: string): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const file of filesOf(folder)) if (file !== MANIFEST) digests[file] = await sha256Of(path.join(folder, file));
  return digests;
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

function partOf(file: string): string {
  if (file === 'tombstones.db') return PARTS.tombstones;
  return file === 'keys.db' || file.startsWith('secrets') || file.startsWith('ca') ? PARTS.keys : PARTS.facts;
}

function prepared(target: string, part: string, file: string): string {
  const place = path.join(target, part, file);
  mkdirSync(path.dirname(place), { recursive: true, mode: 0o700 });
  return place;
}

export function copyPrivate(from: string, to: string): void {
  if (!existsSync(from)) return;
  mkdirSync(path.dirname(to), { recursive: true, mode: 0o700 });
  copyFileSync(from, to);
  chmodSync(to, statSync(from).mode & 0o700);
}
