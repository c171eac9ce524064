import { openFilesystemDocuments } from '@ekey/documents/filesystem';
import { openSqliteEventStore, openSqliteReactorStore } from '@ekey/event-store/sqlite';
import type { Clock } from '@ekey/kernel';
import { openSqliteMessaging } from '@ekey/messaging/sqlite';
import { openSqlitePersonalData } from '@ekey/personal-data/sqlite';
import type { Config, Floor, ServiceFloor } from '@ekey/platform';
import { openSqliteViews, openViewsDatabase } from '@ekey/views/sqlite';
import type { DataFolder } from './data-folder';
import { FileSecrets } from './file.secrets';
import { FileTokenKeys } from './file.token-keys';
import { SqliteAccessLog } from './sqlite.access-log';
import { SqliteSessionStore } from './sqlite.session-store';

/**
 * Every port on files of one folder: a log and a view database for each service, one file each for messages, keys,
 * tombstones, sessions and access, and folders of documents, secrets and mails.
 * @throws UnreadableStore naming the file that cannot be trusted.
 */
export async function openStandaloneFloor(config: Config, clock: Clock, data: DataFolder): Promise<Floor> {
  const secrets = new FileSecrets(data.of('secrets'));
  const personalData = await openSqlitePersonalData({
    file: data.of('keys.db'),
    tombstonesFile: data.of('tombstones.db'),
    masterKey: secrets.bytesNow('master-key'),
    indexKey: secrets.bytesNow('index-key'),
  });
  const documents = await openFilesystemDocuments({ folder: data.of('documents'), personalData, clock });
  const messaging = openSqliteMessaging({ file: data.of('messages.db') });
  const sessions = new SqliteSessionStore(data.of('sessions.db'), clock);
  const accessLog = new SqliteAccessLog(data.of('access.db'), clock);
  const services = new Map<string, ServiceFloor & { close(): Promise<void> }>();
  const open = (name: string) => {
    const views = openViewsDatabase(data.of(name, 'views.db'));
    const reactors = openSqliteReactorStore(views);
    const eventStore = openSqliteEventStore({ file: data.of(name, 'events.db'), owner: name, checkpoints: reactors });
    const store = openSqliteViews({ database: views });
    return {
      eventStore,
      reactors,
      views: store,
      documents,
      close: async () => (await eventStore.close(), await store.close()),
    };
  };
  return {
    config,
    clock,
    messaging,
    personalData,
    secrets,
    sessions,
    accessLog,
    tokenKeys: new FileTokenKeys((issuer) => data.of('secrets', `${issuer}-tokens.json`), clock),
    service: (name) => {
      const known = services.get(name) ?? open(name);
      services.set(name, known);
      return known;
    },
    close: async () => {
      for (const service of services.values()) await service.close();
      await messaging.close();
      sessions.close();
      accessLog.close();
      await personalData.close();
    },
  };
}
