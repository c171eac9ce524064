import { passwordOf, type ServiceEntry } from '@ekey/floor';
import { mailingOf } from '.';
import { notifyModule } from './notify.module';

/** The service on a floor of its own. */
export const notifyEntry: ServiceEntry = {
  name: 'notify',
  documents: false,
  define: async ({ config }, data) =>
    notifyModule(mailingOf(config, data.of('outbox'), (name) => passwordOf(config.SECRETS_DIR, name))),
};
