import path from 'node:path';

/** Where the specs of one run keep what takes long to make and is the same for all; `undefined` where each makes its own. */
export function placeOfRun(name: string, environment = process.env): string | undefined {
  const folder = environment['EKEY_RUN_FOLDER'];
  return folder === undefined ? undefined : path.join(folder, name);
}

export const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';
