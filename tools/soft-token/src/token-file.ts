import { open, readFile, rename } from 'node:fs/promises';
import { type KeySource, freshKeys } from './key-source';
import { SoftToken } from './soft-token';
import type { TokenState } from './token-state';

/** Writes the token's state beside, flushes it and renames it into place, readable by its owner only. */
export async function saveToken(token: SoftToken, file: string): Promise<void> {
  const handle = await open(`${file}.new`, 'w', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(token.state, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.new`, file);
}

/** @throws Error for a file that is missing or holds no token */
export async function loadToken(file: string, keys: KeySource = freshKeys): Promise<SoftToken> {
  const state = JSON.parse(await readFile(file, 'utf8')) as Partial<TokenState>;
  if (state.version !== 1 || typeof state.serialNumber !== 'string' || !state.pin || !state.containers) {
    throw new Error(`${file} holds no soft token`);
  }
  return SoftToken.fromState(state as TokenState, keys);
}
