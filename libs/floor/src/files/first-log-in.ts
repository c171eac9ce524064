import { rmSync } from 'node:fs';
import { readIfThere, writePrivate } from './files';

/** The file of the data folder that tells it. */
export const FIRST_LOG_IN = 'first-administrator.txt';

/**
 * Tells who runs the host how the security administrator logs in for the first time, in a file that only he can read.
 * @param logIn nothing once the administrator has enrolled: then the file goes.
 */
export function keepFirstLogIn(
  file: string,
  logIn: { readonly login: string; readonly password: string } | null,
): void {
  if (logIn === null) return rmSync(file, { force: true });
  const text = `login: ${logIn.login}\none-time password: ${logIn.password}\n`;
  if (readIfThere(file)?.toString('utf8') !== text) writePrivate(file, text);
}
