import type { Recorded } from '@ekey/kernel';
import type { Batch, Feed } from '../event-store.port';
import type { ReactorStore } from '../reactor-store.port';
import { pause } from '../subscription-runner';

/** A numbered log that a feed may read on from any position. */
export interface NumberedLog {
  /** Facts behind a position, in order; a broken record as a fact of its own kind. */
  readAfter(position: number, limit: number): readonly Recorded[];
}

const BATCH = 256;
/** Only a safety net: whoever appends wakes the feed. */
const LOOK_AGAIN_MS = 5_000;

/** Ordered delivery from a log of this process, woken by its writer, with checkpoints in a reactor store. */
export class LogFeed implements Feed {
  private readonly sleepers = new Set<() => void>();

  constructor(
    readonly name: string,
    private readonly log: NumberedLog,
    private readonly checkpoints: Pick<ReactorStore, 'checkpoint' | 'saveCheckpoint'>,
  ) {}

  /** Something was appended. */
  wake(): void {
    for (const sleeper of this.sleepers) sleeper();
    this.sleepers.clear();
  }

  async *batches(group: string, signal: AbortSignal): AsyncIterable<Batch> {
    let position = await this.checkpoints.checkpoint(group);
    while (!signal.aborted) {
      const facts = this.log.readAfter(position, BATCH);
      const last = facts.at(-1);
      if (last === undefined) {
        await this.sleep(signal);
        continue;
      }
      position = last.meta.position;
      yield { facts, done: () => this.checkpoints.saveCheckpoint(group, last.meta.position) };
    }
  }

  private async sleep(signal: AbortSignal): Promise<void> {
    const awake = new AbortController();
    const wake = (): void => awake.abort();
    this.sleepers.add(wake);
    await pause(LOOK_AGAIN_MS, AbortSignal.any([signal, awake.signal]));
    this.sleepers.delete(wake);
  }
}
