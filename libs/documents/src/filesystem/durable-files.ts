import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

/**
 * What may wait for the disk, the journal of the file system included, goes to the thread pool; what only asks the kernel,
 * or leaves a little content in its memory, is done at once, since the way to the pool and back costs more. Bare
 * descriptors: a `FileHandle` costs several times as much, and every page of every case is written here.
 */
const open = promisify(fs.open);
const fsync = promisify(fs.fsync);
const rename = promisify(fs.rename);
const read = promisify(fs.read);
const writeFile = promisify(fs.writeFile);

const OWNER_ONLY = 0o600;
const INCOMING = '.incoming';
/** Bytes. */
const LITTLE = 65_536;

/**
 * Files that are either whole and on disk or not there: written under another name, synced, renamed, and the folder's
 * entry synced too. What a kill has left half-written lies in one folder and is swept at the next start.
 */
export class DurableFiles {
  /** Folders whose names are on their way to the disk: nothing in them is there for good before. */
  private readonly making = new Map<string, Promise<void>>();

  private constructor(private readonly root: string) {}

  static async open(root: string): Promise<DurableFiles> {
    const incoming = path.join(root, INCOMING);
    const made = await mkdir(incoming, { recursive: true, mode: 0o700 });
    if (made !== undefined) await syncFolder(path.dirname(made));
    // The process before may have been killed between making the folder of a case and being sure of its name.
    await syncFolder(root);
    for (const left of await readdir(incoming)) await rm(path.join(incoming, left), { force: true });
    return new DurableFiles(root);
  }

  /** For reading beside the process that writes: what that one is just writing is not swept away. */
  static beside(root: string): DurableFiles {
    return new DurableFiles(root);
  }

  /** Replaces what stood there, in one step. Resolves when content and name are on disk. */
  async write(folder: string, name: string, content: Buffer | string): Promise<void> {
    const draft = path.join(this.root, INCOMING, randomUUID());
    try {
      await writeSynced(draft, content);
      await this.makeFolder(folder);
      await rename(draft, path.join(this.root, folder, name));
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
    await this.settle(folder);
  }

  /** @returns what the file holds, or `undefined` where there is none. */
  async read(folder: string, name: string): Promise<Buffer | undefined> {
    try {
      return await closing(fs.openSync(path.join(this.root, folder, name), 'r'), readWhole);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  has(folder: string, name = ''): boolean {
    return fs.existsSync(path.join(this.root, folder, name));
  }

  /** Resolves when the file is gone, for good. One that is not there is no error. */
  async remove(folder: string, name: string): Promise<void> {
    await rm(path.join(this.root, folder, name), { force: true });
    await this.settle(folder);
  }

  /** Makes sure of the names in a folder: the process before this one may have been killed between name and sync. */
  async settle(folder: string): Promise<void> {
    try {
      await syncFolder(path.join(this.root, folder));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }

  /** Resolves when the folder's own name is on disk, whoever has made it. */
  private async makeFolder(folder: string): Promise<void> {
    const making = this.making.get(folder) ?? (this.has(folder) ? undefined : this.madeFolder(folder));
    await making;
  }

  private madeFolder(folder: string): Promise<void> {
    const making = mkdir(path.join(this.root, folder), { recursive: true, mode: 0o700 })
      .then(() => syncFolder(this.root))
      .finally(() => this.making.delete(folder));
    this.making.set(folder, making);
    return making;
  }
}

async function writeSynced(file: string, content: Buffer | string): Promise<void> {
  await closing(await open(file, 'wx', OWNER_ONLY), async (descriptor) => {
    if (content.length > LITTLE) await writeFile(descriptor, content);
    else fs.writeFileSync(descriptor, content);
    await fsync(descriptor);
  });
}

/** One way to the pool and back; `readFile` takes four. A file here is never changed under its name. */
async function readWhole(descriptor: number): Promise<Buffer> {
  const content = Buffer.alloc(fs.fstatSync(descriptor).size);
  for (let at = 0; at < content.length;) {
    const { bytesRead } = await read(descriptor, content, at, content.length - at, at);
    if (bytesRead === 0) return content.subarray(0, at);
    at += bytesRead;
  }
  return content;
}

const syncFolder = async (folder: string): Promise<void> => closing(fs.openSync(folder, 'r'), fsync);

async function closing<Result>(descriptor: number, work: (descriptor: number) => Promise<Result>): Promise<Result> {
  try {
    return await work(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}
