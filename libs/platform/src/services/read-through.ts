import { BROKEN_RECORD, BrokenRecord, derivedId } from '@ekey/event-store';
import type { Recorded } from '@ekey/kernel';

/** At most `limit` records behind a position, in order. @throws BrokenRecord for the first that cannot be read. */
export type ReadBehind<F extends Recorded> = (after: number, limit: number) => Promise<readonly F[]>;

const AT_ONCE = 1_000;

/**
 * Everything behind a position, in batches. A record that cannot be read comes in its place as a fact `BROKEN_RECORD`, so
 * that it stops nobody from reading the others. Between two batches the process attends to its callers.
 */
export async function* readThrough<F extends Recorded>(
  read: ReadBehind<F>,
  after = 0,
): AsyncIterable<readonly (F | Recorded)[]> {
  for (let position = after, limit = AT_ONCE; ; await attendToOthers()) {
    const found = await read(position, limit).catch(brokenOrThrow);
    if (!(found instanceof BrokenRecord)) {
      const last = found.at(-1);
      if (last === undefined) return;
      yield found;
      [position, limit] = [last.meta.position, Math.min(AT_ONCE, limit * 2)];
    } else if (limit > 1) {
      // What stands before the broken record is read first.
      limit = Math.floor(limit / 2);
    } else {
      yield [inPlaceOf(found)];
      position = Math.max(position + 1, found.position);
    }
  }
}

/** Leaves out, of every stream with a broken record, what follows it: its state cannot be known any more. */
export class Unbroken {
  private readonly broken = new Set<string>();
  /** What is wrong with each broken record that was met. */
  readonly causes: string[] = [];

  readonly holds = ({ type, data, meta }: Recorded): boolean => {
    if (type === BROKEN_RECORD) {
      this.broken.add(meta.stream);
      this.causes.push((data as { readonly cause: string }).cause);
    }
    return !this.broken.has(meta.stream);
  };
}

function brokenOrThrow(error: unknown): BrokenRecord {
  if (error instanceof BrokenRecord) return error;
  throw error;
}

function inPlaceOf({ stream, position, message }: BrokenRecord): Recorded {
  const id = derivedId('broken record', stream, position);
  return {
    type: BROKEN_RECORD,
    data: { cause: message },
    meta: {
      ...{ id, stream, position, revision: -1, recordedAt: '', correlationId: id, causationId: id, schemaVersion: 1 },
      actor: { kind: 'service', id: 'event-store' },
    },
  };
}

const attendToOthers = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
