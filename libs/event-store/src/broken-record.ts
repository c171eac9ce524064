import { streamName, type Fact, type Recorded } from '@ekey/kernel';
import { derivedId } from './derived-id';
import { BROKEN_RECORD } from './event-store.port';

/** Where a record stood, as far as that can still be told. */
export interface Place {
  readonly stream?: string | undefined;
  readonly revision?: number | undefined;
  readonly position: number;
}

/** The fact that is delivered in the place of a record that cannot be read, so that only its case has to stop. */
export function brokenFact(owner: string, { stream, revision, position }: Place, cause: unknown): Recorded<Fact> {
  const id = derivedId('broken record', owner, position);
  return {
    type: BROKEN_RECORD,
    data: { cause: cause instanceof Error ? cause.message : String(cause) },
    meta: {
      id,
      // A record that not even tells its stream is a case of its own.
      stream: stream ?? streamName(`${owner}.BrokenRecord`, String(position)),
      revision: revision ?? 0,
      position,
      recordedAt: new Date(0).toISOString(),
      correlationId: id,
      causationId: id,
      schemaVersion: 1,
      actor: { kind: 'service', id: 'event-store' },
    },
  };
}
