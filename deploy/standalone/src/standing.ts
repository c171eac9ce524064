import {
  createApplication,
  openLog,
  type Application,
  type Config,
  type Floor,
  type ServiceDefinition,
} from '@ekey/platform';
import type { Clock } from '@ekey/kernel';
import { DataFolder, openFloor } from '@ekey/floor';
import { services, type Exchange } from './services';

/** The services on the files of one folder, at work and not (yet) answering anybody. */
export interface Standing {
  readonly application: Application;
  readonly floor: Floor;
  readonly data: DataFolder;
  readonly services: readonly ServiceDefinition[];
  /** Ends what is under way and lets go of the data folder. */
  close(): Promise<void>;
}

/** @throws DataFolderInUse, RestoreUnfinished, UnreadableStore (naming the file). */
export async function standUp(
  config: Config,
  clock: Clock,
  log?: { write(line: string): void },
  exchange?: Exchange,
): Promise<Standing> {
  openLog(config.LOG_LEVEL, log);
  const data = new DataFolder(config.DATA_DIR);
  data.lock();
  let floor: Floor | undefined;
  try {
    floor = await openFloor(config, clock, data);
    const ownAddress = (): Promise<string> => application.nest.getUrl();
    const definitions = await services(floor, data, ownAddress, exchange);
    const application: Application = await createApplication(floor, definitions);
    const close = async (): Promise<void> => {
      await application.close();
      data.unlock();
    };
    return { application, floor, data, services: definitions, close };
  } catch (error) {
    await floor?.close();
    data.unlock();
    throw error;
  }
}
