import type { Clock } from '@ekey/kernel';
import { derivedId } from '@ekey/event-store';
import type { PersonalData } from '@ekey/personal-data';
import type { Commands, Secrets } from '@ekey/platform';
import { hashPassword, oneTimePassword, staffIdOf } from './credentials';
import { HandleStaffMember } from './staff-member.handler';
import type { StaffMemberCommand } from './staff-member.commands';
import type { StaffMemberState } from './staff-member.state';

/** What the commands of the host need. */
export interface HostPorts {
  readonly commands: Pick<Commands, 'ask' | 'try'>;
  readonly personal: PersonalData;
  readonly secrets: Secrets;
  readonly clock: Clock;
}

/** What is told to who runs the host, and to nobody else. */
export interface FirstLogIn {
  readonly login: string;
  readonly password: string;
}

export const ADMINISTRATOR = { login: 'admin', name: '安全管理员' } as const;

/**
 * Makes the security administrator of a system that has none. Until he has enrolled the answer is the same at every
 * start; afterwards there is nothing to tell.
 */
export async function firstAdministrator(ports: HostPorts): Promise<FirstLogIn | null> {
  const { login, name } = ADMINISTRATOR;
  const staffId = staffIdOf(ports.personal, login);
  const state = (await ports.commands.ask(HandleStaffMember, staffId)).state as StaffMemberState;
  const commandId = derivedId('host', 'first-administrator');
  const password = oneTimePassword(await ports.secrets.bytes('staff-passwords'), commandId);
  if (state.status === 'unknown') {
    const now = ports.clock.now();
    await send(ports, staffId, commandId, now, {
      type: 'InviteStaffMember',
      data: {
        accountId: staffId,
        by: 'host',
        login,
        name,
        assignment: { organisationId: null, roles: ['SEC'], pickupPointIds: [] },
        workplace: null,
        oneTimePasswordHash: await hashPassword(password),
        expiresAt: null,
        now,
      },
    });
    return { login, password };
  }
  const waits =
    state.status === 'person' && state.credentials.stage !== 'enrolled' && state.credentials.expiresAt === null;
  return waits ? { login, password } : null;
}

/** Sends what the host has decided; the fact names the host. @throws Error where it is refused all the same. */
export async function send(
  { commands }: HostPorts,
  staffId: string,
  commandId: string,
  now: string,
  command: StaffMemberCommand,
): Promise<void> {
  const outcome = await commands.try(HandleStaffMember, staffId, command, {
    commandId,
    actor: { kind: 'host', id: 'host' },
    correlationId: commandId,
    recordedAt: now,
    sent: command.type,
  });
  if (outcome.outcome !== 'accepted') throw new Error(`${command.type} was not accepted: ${JSON.stringify(outcome)}`);
}
