import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Application, Config, Floor } from '@ekey/platform';
import type { Clock } from '@ekey/kernel';
import { ADMIN_SOCKET, assertFree, openAdminSocket, placeOf, type DataFolder } from '@ekey/floor';
import { writeFirstAdministrator } from './first-administrator';
import { hostCommands } from './host/host-commands';
import type { Exchange } from './services';
import { standUp } from './standing';

/** All five services in one process on the files of one folder. */
export interface Standalone {
  readonly application: Application;
  readonly floor: Floor;
  readonly data: DataFolder;
  /** Where it answers, e.g. `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Ends what is under way and lets go of the data folder. */
  stop(): Promise<void>;
}

/**
 * @throws DataFolderInUse, RestoreUnfinished, UnreadableStore (naming the file), or the system's error where the port is
 * taken.
 */
export async function startStandalone(
  config: Config,
  clock: Clock,
  log?: { write(line: string): void },
  exchange?: Exchange,
): Promise<Standalone> {
  // Said before anything is made in the folder.
  placeOf(path.join(config.DATA_DIR, ADMIN_SOCKET));
  if (!existsSync(config.DATA_DIR)) await assertFree(config);
  const standing = await standUp(config, clock, log, exchange);
  const { application, floor, data } = standing;
  try {
    await writeFirstAdministrator(standing);
    const url = await application.listen(config.HOST, config.PORT);
    const socket = await openAdminSocket(data.of(ADMIN_SOCKET), hostCommands(standing));
    const stop = async (): Promise<void> => {
      await socket.close();
      await standing.close();
    };
    return { application, floor, data, url, stop };
  } catch (error) {
    await standing.close();
    throw error;
  }
}
