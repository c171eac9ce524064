import { createHash } from 'node:crypto';
import { chmodSync, createReadStream, existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { makeFolder, Refusal, refuseUnfinished, writePrivate } from '@ekey/floor';
import { copyPrivate, filesBelow, isWithin, syncFile } from './file-tree';
import { Snapshot } from './snapshot';

/** The three parts of a backup, to be kept in three places: without the keys, the facts tell no person's data. */
export const PARTS = { facts: 'facts', keys: 'keys', tombstones: 'tombstones' } as const;
export const MANIFEST = 'manifest.json';
export const TOMBSTONES = 'tombstones.db';
/** A lock and a socket belong to a process, drafts to a moment; a session that was ended must not come back. */
const NOT_SAVED = /^lock\.db|^sessions\.db|\.sock$|\.new$|\.partial$|-wal$|-shm$|-journal$|^\.incoming$/;
/** Written once, under a name that tells the content. */
const NEVER_CHANGED = /^documents\/[^/]+\/[0-9a-f]{64}$|^outbox\//;

export interface Manifest {
  readonly madeAt: string;
  /** Path within the backup → SHA-256, hex. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Saves the data folder of a process, running or not, as it stands at one moment.
 * @param target a folder that does not exist yet. Nothing is left of one that cannot be finished.
 * @returns the manifest, which also stands in the backup.
 * @throws Refusal, RestoreUnfinished
 */
export async function backup(data: string, target: string, now: string): Promise<Manifest> {
  if (existsSync(target)) throw new Refusal(`${target} is there already: name a new folder`);
  refuseUnfinished(data);
  if (!existsSync(path.join(data, 'keys.db')))
    throw new Refusal(`${data} holds no data of ekey: set DATA_DIR to the folder that does`);
  if (isWithin(target, data)) throw new Refusal(`${target} is within ${data}: name a folder outside`);
  makeTarget(target);
  try {
    return await save(data, target, now);
  } catch (error) {
    rmSync(target, { recursive: true, force: true });
    throw error;
  }
}

async function save(data: string, target: string, now: string): Promise<Manifest> {
  // A document is there before the fact that names it. Copied before and after the moment, none is missing, neither one
  // that came meanwhile nor one that went; what came later than the moment belongs to no fact of it.
  copyFiles(data, target);
  const moment = await copyDatabases(data, target);
  copyFiles(data, target, moment);
  const manifest = { madeAt: now, files: await digestsOf(target) };
  writePrivate(path.join(target, MANIFEST), JSON.stringify(manifest, null, 1));
  return manifest;
}

function makeTarget(target: string): void {
  try {
    makeFolder(target);
  } catch (error) {
    throw new Refusal(`${target} cannot be made: ${(error as Error).message}`);
  }
}

/** Every file of a data folder that is worth saving, as a relative path. */
export const savedFiles = (data: string): readonly string[] => filesBelow(data, (name) => !NOT_SAVED.test(name));

/** SHA-256 of every file of a backup. */
export async function digestsOf(folder: string): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const file of filesBelow(folder)) if (file !== MANIFEST) digests[file] = await sha256Of(path.join(folder, file));
  return digests;
}

/** @returns the moment at which all of them stood so, in milliseconds since 1970. */
async function copyDatabases(data: string, target: string): Promise<number> {
  const files = savedFiles(data).filter((file) => file.endsWith('.db'));
  const snapshot = await Snapshot.of(files.map((file) => path.join(data, file)));
  try {
    for (const file of files) {
      const copy = placeOf(file, target);
      mkdirSync(path.dirname(copy), { recursive: true, mode: 0o700 });
      await snapshot.copy(path.join(data, file), copy);
      makeSelfContained(copy);
    }
    return snapshot.moment;
  } finally {
    snapshot.close();
  }
}

/** A copy that can be read where nothing can be written: without a write-ahead log beside it. */
function makeSelfContained(file: string): void {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = DELETE');
  database.close();
  chmodSync(file, 0o600);
  syncFile(file);
}

function copyFiles(data: string, target: string, upTo = Infinity): void {
  for (const file of savedFiles(data).filter((each) => !each.endsWith('.db'))) {
    const [from, copy] = [path.join(data, file), placeOf(file, target)];
    const isCopied = NEVER_CHANGED.test(file) && existsSync(copy);
    if (!isCopied && (statSync(from, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) <= upTo) copyPrivate(from, copy);
  }
}

/** Mails say in clear what the keys seal: they are kept with the keys. */
function placeOf(file: string, target: string): string {
  if (file === TOMBSTONES) return path.join(target, PARTS.tombstones, file);
  const isSecret = file === 'keys.db' || file === 'first-administrator.txt' || /^(secrets|ca|outbox)\//.test(file);
  return path.join(target, isSecret ? PARTS.keys : PARTS.facts, file);
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
