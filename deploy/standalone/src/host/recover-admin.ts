import { recoverAdministrator } from '@ekey/review';
import { administratorPorts } from '../first-administrator';
import type { Standing } from '../standing';
import type { HostAnswer, HostCommand } from './host-command';

/** Lets the security administrator in again, whatever has become of his password and his second factor. */
export async function recoverAdmin(standing: Standing, { by }: HostCommand): Promise<HostAnswer> {
  const { accessLog, sessions } = standing.floor;
  await accessLog.record({
    ...{ service: 'review', caller: { kind: 'host', id: by, roles: [] }, action: 'admin.recover' },
    ...{ subject: 'security-administrator', purpose: 'recovery on the host', outcome: 'granted' },
  });
  const { login, password } = await recoverAdministrator({ ...administratorPorts(standing), sessions });
  const text = [
    `login: ${login}`,
    `one-time password: ${password}`,
    'Good for 24 hours and one log-in. Every session of the administrator has ended, and the second factor has to be enrolled anew.',
  ];
  return { ok: true, text: text.join('\n') };
}
