import { fileMailing, notifyModule } from '@ekey/notify';
import type { Floor, ServiceDefinition } from '@ekey/platform';
import type { DataFolder } from './data-folder';

/** The services with the adapters that only they need. */
export async function services(floor: Floor, data: DataFolder): Promise<readonly ServiceDefinition[]> {
  return [notifyModule(fileMailing(data.of('outbox'), floor.config.MAIL_FROM))];
}
