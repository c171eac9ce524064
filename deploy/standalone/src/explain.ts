import { explain as explainFloor } from '@ekey/floor';
import { AuthorityUnreadable } from '@ekey/pki/forge';
import type { Config } from '@ekey/platform';
import { Refusal } from './host/refusal';

/** In words what stands in the way, and what to do; anything unforeseen with its stack. */
export const explain = (error: unknown, config?: Config): string =>
  explainFloor(error, config, [AuthorityUnreadable, Refusal]);
