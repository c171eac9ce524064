import { mkdir, mkdtemp, open, readFile, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

export const AUTHORITY_FILES = [
  'root.key.pem',
  'root.cert.pem',
  'issuing.key.pem',
  'issuing.cert.pem',
  'seal-maker.key.pem',
  'seal-maker.cert.pem',
] as const;

export type AuthorityFile = (typeof AUTHORITY_FILES)[number];
export type AuthorityFiles = Record<AuthorityFile, string>;

/** A folder of the authority that cannot be used. The message names the file and never holds anything of its content. */
export class AuthorityUnreadable extends Error {
  override readonly name = 'AuthorityUnreadable';

  constructor(
    readonly file: string,
    reason: string,
  ) {
    super(`${file}: ${reason}`);
  }
}

/**
 * The files as they stand, or `null` where none was ever made. A folder is either whole or was never there, since it appears by one rename; so
 * a missing file is a loss and stops the start. To make a new authority in its place would orphan every certificate it ever issued.
 */
export async function readFolder(folder: string): Promise<AuthorityFiles | null> {
  const present = await namesIn(folder);
  if (present.length === 0) return null;
  const files = {} as AuthorityFiles;
  for (const name of AUTHORITY_FILES) {
    const file = join(folder, name);
    files[name] = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      throw new AuthorityUnreadable(
        file,
        error.code === 'ENOENT' ? 'is missing: restore it from the backup' : String(error.code),
      );
    });
  }
  return files;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new AuthorityUnreadable(folder, String((error as NodeJS.ErrnoException).code));
  }
}

const stagingPrefix = (folder: string): string => `${basename(resolve(folder))}.making-`;

/** Removes what a first start that was killed left beside the folder. */
export async function clearStaging(folder: string): Promise<void> {
  const parent = dirname(resolve(folder));
  for (const name of await namesIn(parent)) {
    if (name.startsWith(stagingPrefix(folder))) await rm(join(parent, name), { recursive: true });
  }
}

/** Writes all files into a folder beside, flushes them, and renames it into place: after a power cut there is all of it or nothing. */
export async function writeFolder(folder: string, files: AuthorityFiles): Promise<void> {
  const parent = dirname(resolve(folder));
  await mkdir(parent, { recursive: true });
  const staging = await mkdtemp(join(parent, stagingPrefix(folder))); // mkdtemp makes it 0700
  for (const name of AUTHORITY_FILES) await writeDurably(join(staging, name), files[name]);
  await flushFolder(staging);
  await rmdir(folder).catch(() => undefined); // an empty folder in its place, which Windows would not rename over
  await rename(staging, folder);
  await flushFolder(parent);
}

async function writeDurably(file: string, content: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The names in a folder are durable once it is flushed itself; Windows cannot open one and flushes them with the files. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
