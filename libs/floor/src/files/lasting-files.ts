import { existsSync, readdirSync, statSync } from 'node:fs';
import { UnreadableStore } from '@ekey/sqlite';
import type { Places } from './data-folder';

/**
 * Secrets without which something that is stored, signed or mailed would be worth nothing, all of them made before the
 * first key. Those that only sessions hang on may be made anew.
 */
export const LASTING_SECRETS = [
  'master-key',
  'index-key',
  'request-key',
  'link-key',
  'serial-key',
  'ca-passphrase',
] as const;

/** What is there was made after these, so that one of them which is not has been lost, and another would not do instead. */
function assertBeside(witness: string, lasting: readonly string[], data: Places): void {
  if (!existsSync(data.of(witness))) return;
  const lost = lasting.map((name) => data.of(name)).find((file) => !isThere(file));
  if (lost !== undefined)
    throw new UnreadableStore(lost, `is missing, though ${data.of(witness)} is there: restore it from the backup`);
}

/** An empty folder is what was never filled. @throws the system's error: what may not be looked at is not lost. */
function isThere(file: string): boolean {
  const found = statSync(file, { throwIfNoEntry: false });
  return found !== undefined && (!found.isDirectory() || readdirSync(file).length > 0);
}

/** @throws UnreadableStore naming what was lost: a key or a secret that nothing can replace. */
export function assertNothingLost(data: Places): void {
  const secrets = LASTING_SECRETS.map((name) => `secrets/${name}.key`);
  assertBeside('keys.db', secrets, data);
  for (const name of readdirSync(data.root)) assertBeside(`${name}/events.db`, ['keys.db'], data);
}

/** @throws UnreadableStore where certificates may have been issued and the authority that signed them is gone. */
export const assertAuthorityThere = (data: Places): void => assertBeside('issuance/events.db', ['ca'], data);
