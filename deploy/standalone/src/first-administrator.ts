import { Commands } from '@ekey/platform';
import { firstAdministrator, type HostPorts } from '@ekey/review';
import { FIRST_LOG_IN, keepFirstLogIn } from '@ekey/floor';
import type { Standing } from './standing';

/** What review needs to let the host have an administrator. */
export function administratorPorts({ application, floor }: Standing): HostPorts {
  const { personalData: personal, secrets, clock } = floor;
  return { commands: application.provided('review', Commands), personal, secrets, clock };
}

/** Tells who runs the host how the security administrator logs in for the first time. */
export async function writeFirstAdministrator(standing: Standing): Promise<void> {
  keepFirstLogIn(standing.data.of(FIRST_LOG_IN), await firstAdministrator(administratorPorts(standing)));
}
