import { randomUUID } from 'node:crypto';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { isMissing, placeOfRun } from './place-of-run';

/** What a first start makes of the authority: its keys, and the secrets that they are locked away with. */
const MADE = ['ca', 'secrets'];

const place = () => placeOfRun('authority');

/**
 * Gives a data folder the authority of this run: to find its keys takes as long as everything else in a first start
 * together, and no spec cares which they are.
 * @returns whether there was one by now.
 */
export async function takeAuthority(data: string): Promise<boolean> {
  const from = place();
  if (from === undefined) return false;
  try {
    await cp(from, data, { recursive: true });
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** Leaves the authority of a data folder to the others, unless somebody has done so meanwhile. */
export async function leaveAuthority(data: string): Promise<void> {
  const to = place();
  if (to === undefined) return;
  const whole = `${to}-${randomUUID()}`;
  await mkdir(whole);
  for (const name of MADE) await cp(path.join(data, name), path.join(whole, name), { recursive: true });
  await rename(whole, to).catch(() => rm(whole, { recursive: true }));
}
