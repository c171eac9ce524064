import { FIRST_LOG_IN, keepFirstLogIn } from '@ekey/floor';
import { administratorPorts, firstAdministrator } from '@ekey/review';
import type { Standing } from './standing';

/** Tells who runs the host how the security administrator logs in for the first time. */
export async function writeFirstAdministrator(standing: Standing): Promise<void> {
  keepFirstLogIn(standing.data.of(FIRST_LOG_IN), await firstAdministrator(administratorPorts(standing)));
}
