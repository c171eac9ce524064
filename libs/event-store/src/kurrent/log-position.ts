import type { Position } from '@kurrent/kurrentdb-client';

/**
 * The place of a record in the log of a KurrentDB server, as the one number that the port speaks of.
 *
 * The server names a place by two 64-bit offsets in bytes, commit and prepare. They differ only within a transaction
 * over several writes, which nobody can open over gRPC for a single stream; for what this adapter appends both are the
 * same, and one of them says everything. A number of JavaScript holds such an offset exactly up to 2^53, which is a log
 * of nine petabytes. The log begins with a record of the server's own, so that 0 is free to mean "nothing yet".
 *
 * @throws RangeError for a place that one exact number cannot name. It is never rounded: a checkpoint beside a record
 * would skip it or be refused by the server.
 */
export function positionOf(place: Position | undefined): number {
  const offset = offsetOf(place);
  if (place?.prepare !== place?.commit)
    throw new RangeError(`written within a transaction (${place?.commit}/${place?.prepare}), as ekey never does`);
  return offset;
}

/**
 * The commit offset of any place: of a record of somebody else, which may have been written within a transaction, or of
 * how far the server has looked, which it may tell with a prepare offset of 0.
 * @throws RangeError as above.
 */
export function offsetOf(place: Position | undefined): number {
  if (place === undefined) throw new RangeError('the server tells no positions: KurrentDB or EventStoreDB ≥ 22.6 does');
  const { commit } = place;
  if (commit > BigInt(Number.MAX_SAFE_INTEGER)) throw new RangeError(`position ${commit} is no exact number`);
  return Number(commit);
}

/** Back again. */
export const placeAt = (position: number): Position => ({ commit: BigInt(position), prepare: BigInt(position) });
