import type { StatedAddress } from './notice.events';

/** A correction counts from when it was stated, whether it reached the notice or only the case. */
export const newestAddress = (own: StatedAddress | null, ofCase: StatedAddress | null): StatedAddress | null =>
  own === null || (ofCase !== null && ofCase.statedAt > own.statedAt) ? ofCase : own;
