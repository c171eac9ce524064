import type { Letter, StatedAddress } from './notice.events';

/** A link that gives a right ends with its term; nobody is helped by one that came too late. */
export const linkIsExpired = ({ parameters }: Pick<Letter, 'parameters'>, now: string): boolean =>
  'expiresAt' in parameters && parameters.expiresAt <= now;

/** A correction counts from when it was stated, whether it reached the notice or only a case. */
export const newestAddress = (...stated: readonly (StatedAddress | null)[]): StatedAddress | null =>
  stated.reduce(
    (newest, each) => (newest === null || (each !== null && each.statedAt > newest.statedAt) ? each : newest),
    null,
  );
