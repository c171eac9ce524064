import { randomUUID } from 'node:crypto';
import type { SessionStore } from '@ekey/platform';
import { hashPassword, oneTimePassword, staffIdOf } from './credentials';
import { ADMINISTRATOR, send, type FirstLogIn, type HostPorts } from './first-administrator';
import { SESSION_KIND } from './sessions';

const A_DAY = 24 * 3_600_000;

/**
 * Gives the host a security administrator who can log in, whatever has become of him: with a new one-time password, good
 * for a day, a second factor to be enrolled anew, and every session of his ended. It is a fact that names the host.
 */
export async function recoverAdministrator(
  ports: HostPorts & { readonly sessions: SessionStore },
): Promise<FirstLogIn> {
  const { login, name } = ADMINISTRATOR;
  const staffId = staffIdOf(ports.personal, login);
  const commandId = randomUUID();
  const password = oneTimePassword(await ports.secrets.bytes('staff-passwords'), commandId);
  const now = ports.clock.now();
  const expiresAt = new Date(Date.parse(now) + A_DAY).toISOString();
  const oneTimePasswordHash = await hashPassword(password);
  await send(ports, staffId, commandId, now, {
    type: 'RecoverAdministrator',
    data: { login, name, oneTimePasswordHash, expiresAt, now },
  });
  await ports.sessions.deleteAll(SESSION_KIND, `${staffId}/`);
  return { login, password };
}
