import { passwordOf, runService } from '@ekey/floor';
import { mailingOf } from '.';
import { notifyModule } from './notify.module';

void runService({
  name: 'notify',
  define: async ({ config }, data) =>
    notifyModule(mailingOf(config, data.of('outbox'), (name) => passwordOf(config.SECRETS_DIR, name))),
});
