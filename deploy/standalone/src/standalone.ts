import { createApplication, openLog, type Application, type Config, type Floor } from '@ekey/platform';
import type { Clock } from '@ekey/kernel';
import { DataFolder } from './data-folder';
import { services } from './services';
import { openStandaloneFloor } from './standalone.floor';

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
 * @throws DataFolderInUse, UnreadableStore (naming the file), or the system's error where the port is taken.
 */
export async function startStandalone(
  config: Config,
  clock: Clock,
  log?: { write(line: string): void },
): Promise<Standalone> {
  openLog(config.LOG_LEVEL, log);
  const data = new DataFolder(config.DATA_DIR);
  data.lock();
  let application: Application | undefined;
  try {
    const floor = await openStandaloneFloor(config, clock, data);
    const standing = (application = await createApplication(floor, await services(floor, data)));
    const url = await standing.listen(config.HOST, config.PORT);
    const stop = async (): Promise<void> => {
      await standing.close();
      data.unlock();
    };
    return { application: standing, floor, data, url, stop };
  } catch (error) {
    await application?.close();
    data.unlock();
    throw error;
  }
}
