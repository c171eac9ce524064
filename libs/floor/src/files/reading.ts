import { existsSync } from 'node:fs';
import path from 'node:path';
import { UnreadableStore, type EventStore } from '@ekey/event-store';
import { openSqliteEventStore } from '@ekey/event-store/sqlite';
import { openSqlitePersonalData, type SqlitePersonalData } from '@ekey/personal-data/sqlite';
import type { Secrets } from '@ekey/platform';
import { Refusal } from '../host/refusal';
import { refuseUnfinished } from './data-folder';
import { keptSecret, secretFile } from './file.secrets';

/** Nobody's reactors read a log that is only looked at. */
export const NO_CHECKPOINTS = { checkpoint: async () => 0, saveCheckpoint: async () => undefined };

/** @throws Refusal where the folder holds no data of ekey, RestoreUnfinished where it holds a part of them. */
export function refuseNoData(folder: string): void {
  refuseUnfinished(folder);
  if (existsSync(folder) && existsSync(path.join(folder, 'secrets'))) return;
  throw new Refusal(`${folder} holds no data of ekey: set DATA_DIR to the folder that does`);
}

/** The log of a service, beside the process that writes it; nothing where there is none. @throws UnreadableStore */
export function logToRead(folder: string, service: string): EventStore | undefined {
  const file = path.join(folder, service, 'events.db');
  if (!existsSync(file)) return undefined;
  return openSqliteEventStore({ file, owner: service, checkpoints: NO_CHECKPOINTS, readOnly: true });
}

/** The keys of persons' data, beside the process that makes them. @throws UnreadableStore */
export const keysToRead = async (
  folder: string,
  secrets: Secrets = secretsToRead(folder),
): Promise<SqlitePersonalData> =>
  openSqlitePersonalData({
    file: path.join(folder, 'keys.db'),
    tombstonesFile: path.join(folder, 'tombstones.db'),
    masterKey: await secrets.bytes('master-key'),
    indexKey: await secrets.bytes('index-key'),
    readOnly: true,
  });

/** Secrets that were made before. */
export const secretsToRead = (folder: string): Secrets => ({ bytes: async (name) => secretToRead(folder, name) });

/** A secret that was made before. @throws UnreadableStore where it was not, or is not whole. */
export function secretToRead(folder: string, name: string): Buffer {
  const file = secretFile(path.join(folder, 'secrets'), name);
  const bytes = keptSecret(file);
  if (bytes === undefined) throw new UnreadableStore(file, 'is missing: restore it from the backup');
  return bytes;
}
