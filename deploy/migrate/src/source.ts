import { existsSync, readdirSync } from 'node:fs';
import { openFilesystemDocuments, type FilesystemDocuments } from '@ekey/documents/filesystem';
import type { EventStore } from '@ekey/event-store';
import { DataFolder, SqliteAccessLog, keysToRead, logToRead, refuseNoData, Refusal } from '@ekey/floor';
import type { Clock } from '@ekey/kernel';
import type { Messaging } from '@ekey/messaging';
import { openSqliteMessaging } from '@ekey/messaging/sqlite';
import type { SqlitePersonalData } from '@ekey/personal-data/sqlite';

const NEVER_BEGUN: Pick<EventStore, 'readAll'> = { readAll: async () => [] };

/** The data folder of a standalone process that does not run, and cannot be started while this is open. */
export class Source {
  private readonly logs = new Map<string, EventStore>();

  private constructor(
    private readonly data: DataFolder,
    readonly keys: SqlitePersonalData,
    readonly documents: FilesystemDocuments,
    readonly messaging: Messaging,
    readonly accessLog: SqliteAccessLog,
  ) {}

  /** @throws Refusal, DataFolderInUse, RestoreUnfinished, UnreadableStore */
  static async open(folder: string, clock: Clock): Promise<Source> {
    refuseNoData(folder);
    const data = new DataFolder(folder);
    data.lock();
    try {
      const keys = await keysToRead(folder);
      const documents = await openFilesystemDocuments({ folder: data.of('documents'), personalData: keys, clock });
      const messaging = openSqliteMessaging({ file: data.of('messages.db') });
      return new Source(data, keys, documents, messaging, new SqliteAccessLog(data.of('access.db'), clock));
    } catch (error) {
      data.unlock();
      throw error;
    }
  }

  /**
   * Empty where the service has come with a later release than the one that the folder was last used by.
   * @throws Refusal where its log is lost, UnreadableStore
   */
  log(service: string): Pick<EventStore, 'readAll'> {
    const log = this.logs.get(service) ?? logToRead(this.data.root, service);
    if (log !== undefined) this.logs.set(service, log);
    else if (!isEmpty(this.data.of(service)))
      throw new Refusal(`${this.data.of(service)} holds no log, though it was used: restore it from the backup`);
    return log ?? NEVER_BEGUN;
  }

  async close(): Promise<void> {
    for (const log of this.logs.values()) await log.close();
    this.accessLog.close();
    await this.messaging.close();
    await this.keys.close();
    this.data.unlock();
  }
}

const isEmpty = (folder: string): boolean => !existsSync(folder) || readdirSync(folder).length === 0;
