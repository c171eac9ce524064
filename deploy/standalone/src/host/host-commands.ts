import { FIRST_LOG_IN, keepFirstLogIn, reactorCommands } from '@ekey/floor';
import { intakeCommands } from '@ekey/intake';
import type { HostCommands } from '@ekey/platform';
import { reviewCommands } from '@ekey/review';
import type { Standing } from '../standing';
import { eraseOwner } from './erase';
import { placeInProcess } from './erasure-places';

/** What the host may tell the process to do that holds the data. */
export const hostCommands = (standing: Standing): HostCommands => ({
  ...reactorCommands(standing.application),
  ...intakeCommands(standing),
  ...reviewCommands(standing, () => keepFirstLogIn(standing.data.of(FIRST_LOG_IN), null)),
  erase: (command) => eraseOwner(placeInProcess(standing), command),
});
