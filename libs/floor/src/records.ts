import path from 'node:path';
import { inspectDocuments } from '@ekey/documents/filesystem';
import type { EventStore } from '@ekey/event-store';
import type { Clock } from '@ekey/kernel';
import type { PersonalData } from '@ekey/personal-data';
import type { AccessLog, Config, Secrets, SessionStore } from '@ekey/platform';
import type { Inspection } from '@ekey/sqlite';
import { refuseUnfitForSeveral } from './choices/choices';
import { openBucket } from './choices/documents';
import { chooseEventStore } from './choices/event-store';
import type { Foundation } from './choices/foundation';
import { choosePersonalData } from './choices/personal-data';
import { chooseSessions, type SessionsChoice } from './choices/sessions';
import { keysToRead, logToRead, NO_CHECKPOINTS, refuseNoData, secretsToRead } from './files/reading';
import { SqliteAccessLog } from './files/sqlite.access-log';
import { Refusal } from './host/refusal';
import { Opened } from './opened';
import { GivenSecrets } from './servers/given.secrets';

/** The log of a service, to be read. */
export interface ServiceRecords {
  readonly service: string;
  readonly log: EventStore;
}

/** What an installation has recorded, for who reads it beside the processes that write: in a folder, or on servers. */
export interface Records {
  /** In the folder of one process those services have none that have never run. */
  readonly logs: readonly ServiceRecords[];
  /** The keys of persons' data. @throws UnreadableStore, SecretMissing */
  keys(): Promise<PersonalData>;
  /** Where it is written who looks at what. @throws SecretMissing */
  accessLog(): Promise<AccessLog>;
  /** Who is logged in. @throws SecretMissing */
  sessions(): Promise<SessionStore>;
  /** Looks at every document. @param known ids that facts name: each of them must be there. */
  inspectDocuments(known: Iterable<string>): Promise<Inspection>;
  close(): Promise<void>;
}

/**
 * Opens the logs of services where the configuration says that they are; all else when it is asked for.
 * @throws Refusal where there are none, BadConfiguration, SecretMissing, UnreadableStore naming the file.
 */
export async function openRecords(config: Config, services: readonly string[], clock: Clock): Promise<Records> {
  const { DATA_DIR: root } = config;
  const opened = new Opened();
  const data = { root, of: (...names: readonly string[]) => path.join(root, ...names) };
  const foundation: Foundation = { config, clock, opened, data };
  const secrets = config.SECRETS_DIR === undefined ? secretsToRead(root) : new GivenSecrets(config.SECRETS_DIR);
  let known: Promise<PersonalData> | undefined;
  const keys = (): Promise<PersonalData> => (known ??= keysOf(foundation, secrets));
  let chosen: Promise<SessionsChoice> | undefined;
  const callers = (): Promise<SessionsChoice> => (chosen ??= chooseSessions(foundation, secrets));
  try {
    return {
      logs: await logsOf(foundation, services),
      keys,
      accessLog: () => accessLogOf(foundation, callers),
      sessions: async () => (await callers()).sessions,
      inspectDocuments: async (documents) => inspect(foundation, await keys(), documents),
      close: () => opened.close(),
    };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function logsOf(foundation: Foundation, services: readonly string[]): Promise<readonly ServiceRecords[]> {
  const { config, opened } = foundation;
  if (config.PLATFORM === 'distributed') refuseUnfitForSeveral(config);
  else if (config.EVENT_STORE === 'sqlite') refuseNoData(config.DATA_DIR);
  if (config.EVENT_STORE === 'sqlite')
    return services.flatMap((service) => {
      const log = fileToRead(config, service);
      return log === undefined ? [] : [{ service, log: opened.add(log) }];
    });
  const open = await chooseEventStore(foundation);
  return services.map((service) => ({ service, log: open(service, NO_CHECKPOINTS) }));
}

/** @throws Refusal where a service that has a folder of its own has it elsewhere: without its log, half would be told. */
function fileToRead({ PLATFORM, DATA_DIR }: Config, service: string): EventStore | undefined {
  if (PLATFORM === 'standalone') return logToRead(DATA_DIR, service);
  const folder = path.join(DATA_DIR, service);
  const log = logToRead(folder, service);
  if (log === undefined) throw new Refusal(`${folder} holds no log: set DATA_DIR to where those of all services are`);
  return log;
}

async function keysOf(foundation: Foundation, secrets: Secrets): Promise<PersonalData> {
  const { config, opened } = foundation;
  if (config.KEYS === 'sqlite') return opened.add(await keysToRead(config.DATA_DIR, secrets));
  return choosePersonalData(foundation, secrets);
}

async function accessLogOf(foundation: Foundation, callers: () => Promise<SessionsChoice>): Promise<AccessLog> {
  const { config, clock, data, opened } = foundation;
  if (config.SESSIONS === 'sqlite') return opened.add(new SqliteAccessLog(data.of('access.db'), clock));
  return (await callers()).accessLog;
}

async function inspect(foundation: Foundation, keys: PersonalData, known: Iterable<string>): Promise<Inspection> {
  const { config, data } = foundation;
  if (config.DOCUMENTS === 'files') return inspectDocuments(data.of('documents'), keys, known);
  return (await openBucket(foundation, keys)).inspect(known);
}
