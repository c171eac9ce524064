import { paperTools } from '@ekey/case-papers/desk';
import type { ServiceEntry } from '@ekey/floor';
import { HttpIssuedKeys } from './api/http.issued-keys';
import { StandInUserPlatform } from './effects/stand-in.user-platform';
import { intakeCommands } from './host-commands';
import { intakeModule } from './intake.module';

/** The service on a floor of its own. */
export const intakeEntry: ServiceEntry = {
  name: 'intake',
  define: async ({ config }) => {
    const issuedKeys = new HttpIssuedKeys(() => config.ISSUANCE_URL);
    return intakeModule({ platform: new StandInUserPlatform(), issuedKeys }, paperTools);
  },
  commands: intakeCommands,
};
