import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';

/** A folder on the file system of the checkout (a temporary one may be memory, where nothing is ever durable), removed in the end. */
export async function inWorkFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const parent = path.join(process.cwd(), 'bench');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(path.join(parent, 'work-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
