import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  realpathSync,
  statSync,
} from 'node:fs';
import path from 'node:path';

/** Every file below a folder, as a relative path with `/`. @param takes says by its name whether a file or folder is taken. */
export function filesBelow(
  folder: string,
  takes: (name: string) => boolean = () => true,
  below = '',
): readonly string[] {
  return readdirSync(path.join(folder, below), { withFileTypes: true })
    .filter(({ name }) => takes(name))
    .flatMap((entry) => {
      const name = path.posix.join(below, entry.name);
      if (entry.isDirectory()) return filesBelow(folder, takes, name);
      return entry.isFile() ? [name] : [];
    });
}

/** Whether a place, where nothing need be yet, is a folder or within it, whatever links lead to the two. */
export function isWithin(place: string, folder: string): boolean {
  const [first] = path.relative(realPlaceOf(folder), realPlaceOf(place)).split(path.sep);
  return first !== '..';
}

function realPlaceOf(place: string): string {
  const whole = path.resolve(place);
  return existsSync(whole) ? realpathSync(whole) : path.join(realPlaceOf(path.dirname(whole)), path.basename(whole));
}

/** Copies a file for its owner alone, on disk when it returns. One that has gone meanwhile is passed over. */
export function copyPrivate(from: string, to: string): void {
  mkdirSync(path.dirname(to), { recursive: true, mode: 0o700 });
  try {
    copyFileSync(from, to);
    chmodSync(to, statSync(to).mode & 0o700);
    syncFile(to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

export function syncFile(file: string): void {
  const descriptor = openSync(file, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
