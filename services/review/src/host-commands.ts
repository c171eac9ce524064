import { Commands, type HostAnswer, type HostCommand, type HostCommands, type HostStanding } from '@ekey/platform';
import type { HostPorts } from './staff-member/first-administrator';
import { recoverAdministrator } from './staff-member/recover-administrator';

/**
 * What the host may tell a process to do in which this service stands.
 * @param dropFirstLogIn takes away what the first start told: once he was let in again, it is good for nothing.
 */
export const reviewCommands = (standing: HostStanding, dropFirstLogIn: () => void): HostCommands => ({
  'admin:recover': async (command) => {
    const answer = await recoverAdmin(standing, command);
    dropFirstLogIn();
    return answer;
  },
});

/** What it takes to let the host have an administrator. */
export function administratorPorts({ application, floor }: HostStanding): HostPorts {
  const { personalData: personal, secrets, clock } = floor;
  return { commands: application.provided('review', Commands), personal, secrets, clock };
}

/** Lets the security administrator in again, whatever has become of his password and his second factor. */
async function recoverAdmin(standing: HostStanding, { by }: HostCommand): Promise<HostAnswer> {
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
