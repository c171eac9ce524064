import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Writes a file that only its owner can read, whole or not at all, on disk when it returns. */
export function writePrivate(file: string, content: string | Buffer): void {
  const draft = `${file}.new`;
  try {
    writeDraft(draft, content);
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  syncFolder(path.dirname(file));
}

/** @throws where a file in this folder cannot be brought to the disk. Leaves none. */
export function assertWritable(folder: string): void {
  const draft = path.join(folder, 'probe.new');
  try {
    writeDraft(draft, 'written to see whether it can be');
  } finally {
    rmSync(draft, { force: true });
  }
}

/** @returns the content, or nothing where there is no such file. */
export function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Anew, for a draft left behind might have been another's to read. */
function writeDraft(draft: string, content: string | Buffer): void {
  rmSync(draft, { force: true });
  const descriptor = openSync(draft, 'wx', 0o600);
  try {
    writeFileSync(descriptor, content);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
