import { openFilesystemDocuments } from '@ekey/documents/filesystem';
import { openSqliteEventStore, openSqliteReactorStore } from '@ekey/event-store/sqlite';
import type { Clock } from '@ekey/kernel';
import { openSqliteMessaging } from '@ekey/messaging/sqlite';
import { openSqlitePersonalData } from '@ekey/personal-data/sqlite';
import type { Config, Floor, ServiceFloor } from '@ekey/platform';
import { openSqliteViews, openViewsDatabase } from '@ekey/views/sqlite';
import type { DataFolder } from './files/data-folder';
import { FileSecrets } from './files/file.secrets';
import { FileTokenKeys } from './files/file.token-keys';
import { assertWritable } from './files/files';
import { assertNothingLost, LASTING_SECRETS } from './files/lasting-files';
import { SqliteAccessLog } from './files/sqlite.access-log';
import { SqliteSessionStore } from './files/sqlite.session-store';

interface Closable {
  close(): void | Promise<void>;
}

/** What is open, closed in the reverse order: what leans on another goes before it. */
class Opened {
  private readonly stores: Closable[] = [];

  add<Store extends Closable>(store: Store): Store {
    this.stores.push(store);
    return store;
  }

  /** Closes everything, whatever fails. @throws the first fault of all. */
  async close(): Promise<void> {
    const faults: unknown[] = [];
    for (const store of this.stores.splice(0).reverse())
      await Promise.resolve(store)
        .then((each) => each.close())
        .catch((fault: unknown) => faults.push(fault));
    if (faults.length > 0) throw faults[0];
  }
}

/**
 * Every port on files of one folder: a log and a view database for each service, one file each for messages, keys,
 * tombstones, sessions and access, and folders of documents, secrets and mails.
 * @throws UnreadableStore naming the file that cannot be trusted, or is lost; then nothing stays open.
 */
export async function openFloor(config: Config, clock: Clock, data: DataFolder): Promise<Floor> {
  const opened = new Opened();
  try {
    return await open(config, clock, data, opened);
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function open(config: Config, clock: Clock, data: DataFolder, opened: Opened): Promise<Floor> {
  assertNothingLost(data);
  const secrets = new FileSecrets(data.of('secrets'));
  for (const name of LASTING_SECRETS) secrets.bytesNow(name);
  const personalData = await openSqlitePersonalData({
    file: data.of('keys.db'),
    tombstonesFile: data.of('tombstones.db'),
    masterKey: secrets.bytesNow('master-key'),
    indexKey: secrets.bytesNow('index-key'),
  });
  opened.add(personalData);
  const documents = await openFilesystemDocuments({ folder: data.of('documents'), personalData, clock });
  const services = new Map<string, ServiceFloor>();
  return {
    config,
    clock,
    messaging: opened.add(openSqliteMessaging({ file: data.of('messages.db') })),
    personalData,
    secrets,
    sessions: opened.add(new SqliteSessionStore(data.of('sessions.db'), clock)),
    accessLog: opened.add(new SqliteAccessLog(data.of('access.db'), clock)),
    tokenKeys: new FileTokenKeys((issuer) => data.of('secrets', `${issuer}-tokens.json`), clock),
    service: (name) => {
      const known = services.get(name) ?? { ...openService(name, data, opened), documents };
      services.set(name, known);
      return known;
    },
    assertWritable: async () => assertWritable(data.root),
    close: () => opened.close(),
  };
}

function openService(name: string, data: DataFolder, opened: Opened): Omit<ServiceFloor, 'documents'> {
  const database = openViewsDatabase(data.of(name, 'views.db'));
  const views = opened.add(openSqliteViews({ database }));
  const reactors = openSqliteReactorStore(database);
  const file = data.of(name, 'events.db');
  const eventStore = opened.add(openSqliteEventStore({ file, owner: name, checkpoints: reactors }));
  return { eventStore, reactors, views };
}
