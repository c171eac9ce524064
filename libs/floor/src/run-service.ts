import { existsSync } from 'node:fs';
import path from 'node:path';
import {
  createApplication,
  onceAvailable,
  openLog,
  readConfig,
  type Application,
  type Config,
  type Floor,
  type HostCommands,
  type ServiceDefinition,
} from '@ekey/platform';
import type { Clock } from '@ekey/kernel';
import { refuseUnfitForSeveral } from './choices/choices';
import { explain } from './explain';
import { keepHeapSmall } from './heap';
import { DataFolder } from './files/data-folder';
import { ADMIN_SOCKET, openAdminSocket, placeOf, type AdminSocket } from './host/admin-socket';
import { assertFree } from './host/listening-place';
import { reactorCommands } from './host/reactor-commands';
import { openFloor } from './open-floor';
import { stopOnSignal } from './stop-on-signal';
import { systemClock } from './system.clock';

/** What a service needs besides the floor. */
export interface ServiceEntry {
  readonly name: string;
  /** Whether it opens documents; whoever does not has no rights to them either (default: true). */
  readonly documents?: boolean;
  /** The service with the adapters that only it needs. */
  readonly define: (floor: Floor, data: DataFolder) => Promise<ServiceDefinition>;
  /** What it does once when it stands; may be done again where a server did not answer. */
  readonly begin?: (started: StartedService) => Promise<void>;
  /** What the host may tell its process to do, besides what it may tell any. */
  readonly commands?: (started: StartedService) => HostCommands;
}

/** One service in a process of its own, standing on servers that all its processes share. */
export interface StartedService {
  readonly application: Application;
  readonly floor: Floor;
  readonly data: DataFolder;
  /** Where it answers, e.g. `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Ends what is under way and leaves its share of the work to the others. */
  stop(): Promise<void>;
}

/**
 * Starts a service that answers at once and is ready when its servers are.
 * @throws BadConfiguration, DataFolderInUse, Refusal (where the path of its socket is too long), SecretMissing,
 * UnreadableStore, or the system's error where the port is taken.
 */
export async function startService(
  entry: ServiceEntry,
  config: Config,
  clock: Clock,
  log?: { write(line: string): void },
): Promise<StartedService> {
  refuseUnfitForSeveral(config);
  const folder = path.join(config.DATA_DIR, entry.name);
  // Said before anything is made in the folder.
  placeOf(path.join(folder, ADMIN_SOCKET));
  if (!existsSync(folder)) await assertFree(config);
  openLog(config.LOG_LEVEL, log);
  const data = new DataFolder(folder);
  data.lock();
  let floor: Floor | undefined;
  let application: Application | undefined;
  let socket: AdminSocket | undefined;
  const stopping = new AbortController();
  const stop = async (): Promise<void> => {
    stopping.abort();
    await socket?.close();
    await (application?.close() ?? floor?.close());
    data.unlock();
  };
  try {
    floor = await openFloor(config, clock, data, entry);
    application = await createApplication(floor, [await entry.define(floor, data)]);
    const url = await application.listen(config.HOST, config.PORT);
    const started = { application, floor, data, url, stop };
    socket = await openAdminSocket(data.of(ADMIN_SOCKET), {
      ...reactorCommands(application),
      ...entry.commands?.(started),
    });
    const work = async (): Promise<void> => entry.begin?.(started);
    await onceAvailable({ what: `${entry.name}: begin`, work, waits: () => undefined, signal: stopping.signal });
    return started;
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The process of a service: from its configuration to the signal that ends it. */
export async function runService(entry: ServiceEntry): Promise<void> {
  keepHeapSmall();
  let config: Config | undefined;
  try {
    config = readConfig();
    const starting = startService(entry, config, systemClock);
    stopOnSignal(starting, config);
    const { url } = await starting;
    process.stderr.write(`ekey ${entry.name} answers at ${url}; ready as soon as its servers are\n`);
  } catch (error) {
    process.stderr.write(`ekey ${entry.name} did not start: ${explain(error, config)}\n`);
    process.exit(1);
  }
}
