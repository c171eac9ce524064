import type { Recorded } from '@ekey/kernel';
import { LogSetBack, type Batch, type Feed } from '../event-store.port';
import type { Checkpoints } from '../reactor-store.port';

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
  private isWaking = false;

  constructor(
    readonly name: string,
    private readonly log: NumberedLog,
    private readonly checkpoints: Checkpoints,
  ) {}

  /**
   * Something was appended. Readers hear of it once a turn of the event loop, behind all who are called in it: whoever has
   * asked for the append is answered before others react to it.
   */
  wake(): void {
    if (this.isWaking) return;
    this.isWaking = true;
    setImmediate(() => {
      this.isWaking = false;
      for (const wake of this.sleepers) wake();
    });
  }

  async *batches(group: string, signal: AbortSignal): AsyncIterable<Batch> {
    let position = await this.place(group);
    const sleep = new Sleep(this.sleepers, signal);
    try {
      while (!signal.aborted) {
        const facts = this.log.readAfter(position, BATCH);
        const last = facts.at(-1)?.meta.position;
        if (last === undefined) {
          await sleep.untilWoken();
          continue;
        }
        position = last;
        yield { facts, done: () => this.checkpoints.saveCheckpoint(group, last) };
      }
    } finally {
      sleep.end();
      this.checkpoints.hurry?.();
    }
  }

  position(group: string): Promise<number> {
    return this.checkpoints.checkpoint(group);
  }

  async caughtUp(group: string): Promise<boolean> {
    return this.log.readAfter(await this.position(group), 1).length === 0;
  }

  async at(position: number): Promise<Recorded | undefined> {
    const [fact] = this.log.readAfter(position - 1, 1);
    return fact?.meta.position === position ? fact : undefined;
  }

  async refuseSetBack(group: string): Promise<void> {
    await this.place(group);
  }

  /** How far a group has got. @throws LogSetBack where that is further than the log has. */
  private async place(group: string): Promise<number> {
    const position = await this.checkpoints.checkpoint(group);
    if (position > 0 && this.log.readAfter(position - 1, 1).length === 0)
      throw new LogSetBack(`${group} has read ${this.name} up to ${position}, where it has not got to`);
    return position;
  }
}

/** How one reader waits: woken by the writer, by the end of its subscription, and now and then by itself. */
class Sleep {
  private resolve: (() => void) | undefined;
  private readonly timer = setInterval(() => this.wake(), LOOK_AGAIN_MS);

  constructor(
    private readonly sleepers: Set<() => void>,
    private readonly signal: AbortSignal,
  ) {
    signal.addEventListener('abort', this.wake);
  }

  async untilWoken(): Promise<void> {
    if (this.signal.aborted) return;
    this.sleepers.add(this.wake);
    await new Promise<void>((resolve) => (this.resolve = resolve));
  }

  end(): void {
    clearInterval(this.timer);
    this.signal.removeEventListener('abort', this.wake);
    this.sleepers.delete(this.wake);
  }

  private readonly wake = (): void => {
    this.sleepers.delete(this.wake);
    this.resolve?.();
  };
}
