import type { Clock } from '@ekey/kernel';
import type { Config } from '@ekey/platform';
import type { Places } from '../files/data-folder';
import type { Opened } from '../opened';

/** What every adapter is opened with. */
export interface Foundation {
  readonly config: Config;
  readonly clock: Clock;
  /** Where adapters that use files have them. */
  readonly data: Places;
  readonly opened: Opened;
}
