import type { PublishedData } from '../published-fact';

type Organisation = PublishedData<'review.OrganisationChanged.v1'>;

/**
 * The pick-up points of an organisation as it is told now, and behind them those that it has closed: keys still wait there for
 * those who chose them.
 * @param before as it was known until now, if it was
 */
export function withClosedPoints(
  { pickupPoints: open }: Pick<Organisation, 'pickupPoints'>,
  before: Pick<Organisation, 'pickupPoints'> | null,
): Organisation['pickupPoints'] {
  const closed = (before?.pickupPoints ?? []).filter((former) => open.every(({ id }) => id !== former.id));
  return [...open, ...closed];
}
