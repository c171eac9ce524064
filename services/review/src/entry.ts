import { FIRST_LOG_IN, keepFirstLogIn, type StartedService, type ServiceEntry } from '@ekey/floor';
import { administratorPorts, reviewCommands } from './host-commands';
import { reviewModule } from './review.module';
import { firstAdministrator } from './staff-member/first-administrator';

/** Lets the host have an administrator, and tells who runs it how he logs in for the first time. */
async function begin(started: StartedService): Promise<void> {
  keepFirstLogIn(started.data.of(FIRST_LOG_IN), await firstAdministrator(administratorPorts(started)));
}

/** The service on a floor of its own. */
export const reviewEntry: ServiceEntry = {
  name: 'review',
  define: async () => reviewModule,
  begin,
  commands: (started) => reviewCommands(started, () => keepFirstLogIn(started.data.of(FIRST_LOG_IN), null)),
};
