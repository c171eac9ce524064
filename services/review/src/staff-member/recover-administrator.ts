import { randomUUID } from 'node:crypto';
import { later } from '@ekey/kernel';
import { EndedSessions, LockOut, type SessionStore } from '@ekey/platform';
import { hashPassword, oneTimePassword, staffIdOf } from './credentials';
import { ADMINISTRATOR, send, type FirstLogIn, type HostPorts } from './first-administrator';
import { staffSessions } from './staff-sessions';

/** How long the one-time password is good; longer than any access token lives. */
const A_DAY_SECONDS = 24 * 3_600;

/**
 * Gives the host a security administrator who can log in, whatever has become of him: with a new one-time password, good
 * for a day, a second factor to be enrolled anew, every session of his ended and no lock left. It is a fact that names the host.
 */
export async function recoverAdministrator(
  ports: HostPorts & { readonly sessions: SessionStore },
): Promise<FirstLogIn> {
  const { login, name } = ADMINISTRATOR;
  const staffId = staffIdOf(ports.personal, login);
  const commandId = randomUUID();
  const password = oneTimePassword(await ports.secrets.bytes('staff-passwords'), commandId);
  const now = ports.clock.now();
  const expiresAt = later(now, A_DAY_SECONDS * 1_000);
  const oneTimePasswordHash = await hashPassword(password);
  await send(ports, staffId, commandId, now, {
    type: 'RecoverAdministrator',
    data: { login, name, oneTimePasswordHash, expiresAt, now },
  });
  const ended = new EndedSessions(ports.sessions, ports.clock, A_DAY_SECONDS);
  await staffSessions(ports.sessions, ended, 0).endAll(staffId);
  await new LockOut(ports.sessions).forget(staffId);
  return { login, password };
}
