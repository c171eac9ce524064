import type { Letter, StatedAddress } from './notice.events';

/** A link that gives a right ends with its term; nobody is helped by one that came too late. */
export const linkIsExpired = ({ parameters }: Pick<Letter, 'parameters'>, now: string): boolean =>
  'expiresAt' in parameters && parameters.expiresAt <= now;

/** A correction counts from when it was stated, whether it reached the notice or only the case. */
export const newestAddress = (own: StatedAddress | null, ofCase: StatedAddress | null): StatedAddress | null =>
  own === null || (ofCase !== null && ofCase.statedAt > own.statedAt) ? ofCase : own;
