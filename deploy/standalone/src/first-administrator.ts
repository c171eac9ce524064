import { rmSync } from 'node:fs';
import { Commands } from '@ekey/platform';
import { firstAdministrator, type HostPorts } from '@ekey/review';
import { readIfThere, writePrivate } from '@ekey/floor';
import type { Standing } from './standing';

const FILE = 'first-administrator.txt';

/** What review needs to let the host have an administrator. */
export function administratorPorts({ application, floor }: Standing): HostPorts {
  const { personalData: personal, secrets, clock } = floor;
  return { commands: application.provided('review', Commands), personal, secrets, clock };
}

/**
 * Tells who runs the host how the security administrator logs in for the first time, in a file that only he can read. Once
 * the administrator has enrolled, the next start removes it.
 */
export async function writeFirstAdministrator(standing: Standing): Promise<void> {
  const file = standing.data.of(FILE);
  const logIn = await firstAdministrator(administratorPorts(standing));
  if (logIn === null) return rmSync(file, { force: true });
  const text = `login: ${logIn.login}\none-time password: ${logIn.password}\n`;
  if (readIfThere(file)?.toString('utf8') !== text) writePrivate(file, text);
}
