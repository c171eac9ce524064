/** 2^40 messages a partition, of which there may be 8191. */
const PARTITION = 2 ** 40;

export interface Place {
  readonly partition: number;
  readonly offset: number;
}

/**
 * A place in the order in which a topic is read through: partition by partition. Messages of one case share a partition,
 * so that their positions grow as they were published.
 */
export const positionOf = ({ partition, offset }: Place): number => partition * PARTITION + offset + 1;

export const placeOf = (position: number): Place => placeBehind(position - 1);

/** Where to read on behind a position; behind 0 stands the first message of all. */
export const placeBehind = (position: number): Place => ({
  partition: Math.floor(position / PARTITION),
  offset: position % PARTITION,
});
