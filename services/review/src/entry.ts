import { FIRST_LOG_IN, keepFirstLogIn, type StartedService, type ServiceEntry } from '@ekey/floor';
import { Commands } from '@ekey/platform';
import { reviewModule } from './review.module';
import { firstAdministrator } from './staff-member/first-administrator';

/** Lets the host have an administrator, and tells who runs it how he logs in for the first time. */
async function begin({ application, floor, data }: StartedService): Promise<void> {
  const { personalData: personal, secrets, clock } = floor;
  const commands = application.provided('review', Commands);
  keepFirstLogIn(data.of(FIRST_LOG_IN), await firstAdministrator({ commands, personal, secrets, clock }));
}

/** The service on a floor of its own. */
export const reviewEntry: ServiceEntry = { name: 'review', define: async () => reviewModule, begin };
