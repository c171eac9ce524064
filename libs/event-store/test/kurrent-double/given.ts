import { NO_STREAM, type Append, type Batch, type EventStore, type Checkpoints } from '../../src';
import { derivedId } from '../../src/derived-id';
import type { Proposal } from './kurrent-log';

export function appendOf(
  stream: string,
  types: readonly string[],
  expectedRevision = NO_STREAM,
  data: object = { remark: '备注' },
): Append {
  const commandId = derivedId('command', stream, expectedRevision, ...types);
  return {
    stream,
    expectedRevision,
    facts: types.map((type) => ({ type, data, schemaVersion: 1 })),
    trace: { commandId, requestDigest: 'digest' },
    ids: types.map((_type, index) => derivedId('fact', commandId, index)),
    recordedAt: '2026-03-02T01:02:03.004Z',
    correlationId: derivedId('correlation'),
    causationId: commandId,
    actor: { kind: 'staff', id: 'officer-1', role: 'AGR' },
  };
}

/** A record that somebody else has written. */
export const foreignRecord = (name: string): Proposal => ({
  id: derivedId('foreign', name),
  type: 'Theirs',
  contentType: 'application/json',
  data: Buffer.from('{"theirs":true}'),
  metadata: Buffer.from(''),
});

export class MemoryCheckpoints implements Checkpoints {
  readonly saved = new Map<string, number>();

  async checkpoint(reactor: string): Promise<number> {
    return this.saved.get(reactor) ?? 0;
  }

  async saveCheckpoint(reactor: string, position: number): Promise<void> {
    this.saved.set(reactor, position);
  }
}

/** Reads a feed until it is stopped. */
export class Reader {
  readonly types: string[] = [];
  readonly batches: Batch[] = [];
  /** Why the feed has ended, if it was not told to. */
  fault: unknown;
  private readonly stopping = new AbortController();
  private readonly reading: Promise<void>;

  constructor(store: EventStore, group: string) {
    this.reading = this.read(store, group);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.reading;
  }

  private async read(store: EventStore, group: string): Promise<void> {
    try {
      for await (const batch of store.feed.batches(group, this.stopping.signal)) {
        this.batches.push(batch);
        this.types.push(...batch.facts.map(({ type }) => type));
        await batch.done();
      }
    } catch (error) {
      this.fault = error;
    }
  }
}

/** Waits until it is so; a test that waits in vain ends by its own limit. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 2));
}
