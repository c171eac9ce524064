import type { ServiceEntry } from '@ekey/floor';
import { paperTools } from './api/paper-tools.port';
import { StandInUserPlatform } from './effects/stand-in.user-platform';
import { intakeCommands } from './host-commands';
import { intakeModule } from './intake.module';

/** The service on a floor of its own. */
export const intakeEntry: ServiceEntry = {
  name: 'intake',
  define: async () => intakeModule(new StandInUserPlatform(), paperTools),
  commands: intakeCommands,
};
