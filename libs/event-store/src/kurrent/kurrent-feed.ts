import type { Recorded } from '@ekey/kernel';
import { LogSetBack, type Batch, type Feed } from '../event-store.port';
import { faultText } from '../fault-text';
import type { Checkpoints } from '../reactor-store.port';
import { pause } from '../side-by-side';
import type { KurrentConnection } from './kurrent-connection';
import { factOrBroken, type KurrentRecord } from './kurrent-record';
import type { KurrentBackOff } from './kurrent-settings';
import { pagesOf, type Told } from './kurrent-subscription';
import { offsetOf, positionOf } from './log-position';
import { backOffAfter } from './patience';

export interface KurrentFeedOptions {
  readonly owner: string;
  readonly checkpoints: Checkpoints;
  readonly backOff: KurrentBackOff;
  readonly checkpointInterval: number;
  readonly silence: number;
  readonly onFault: (subject: string, cause: string) => void;
}

/**
 * Ordered delivery of one service's facts from a log that all services share. The server picks them out by the prefix of
 * their streams; where it finds none for a while, an empty batch lets the checkpoint follow, so that nobody looks through
 * the same stretch again. A broken connection is taken up where it broke, after a wait that grows.
 */
export class KurrentFeed implements Feed {
  readonly name: string;
  private readonly prefix: string;
  private readonly waiting = new Map<string, string>();

  constructor(
    private readonly connection: KurrentConnection,
    private readonly options: KurrentFeedOptions,
  ) {
    this.name = `${options.owner}.log`;
    this.prefix = `${options.owner}.`;
  }

  /** The groups that have no connection at the moment, each with the cause. */
  get interrupted(): ReadonlyMap<string, string> {
    return this.waiting;
  }

  /** @throws where the group has read further than the log goes. */
  async *batches(group: string, signal: AbortSignal): AsyncGenerator<Batch> {
    const { backOff, checkpoints } = this.options;
    const whileOpen = AbortSignal.any([signal, this.connection.closed]);
    let position = await checkpoints.checkpoint(group);
    let failures = 0;
    try {
      while (!whileOpen.aborted) {
        try {
          const confirmed = (): void => {
            failures = 0;
            this.waiting.delete(group);
          };
          for await (const { facts, last } of this.stretchesBehind(position, whileOpen, confirmed)) {
            if (facts.length === 0 && last === position) continue;
            position = last;
            yield { facts, done: () => checkpoints.saveCheckpoint(group, last) };
          }
        } catch (error) {
          if (error instanceof LogSetBack) throw error;
          if (whileOpen.aborted) return;
          failures += 1;
          this.interrupt(group, error);
          await pause(backOffAfter(failures, backOff), whileOpen);
        }
      }
    } finally {
      this.waiting.delete(group);
    }
  }

  position(group: string): Promise<number> {
    return this.options.checkpoints.checkpoint(group);
  }

  async caughtUp(group: string): Promise<boolean> {
    const position = await this.position(group);
    // The server begins with the record at the position itself.
    const records = await this.connection.readAll({ prefix: this.prefix, from: position, count: 2 });
    return records.every((record) => positionOf(record.position) <= position);
  }

  async at(position: number): Promise<Recorded | undefined> {
    const [record] = await this.connection.readAll({ prefix: this.prefix, from: position, count: 1 });
    const fact = record && factOrBroken(this.options.owner, record);
    return fact?.meta.position === position ? fact : undefined;
  }

  /** One subscription, until it ends: what it brings, and up to where that is everything. */
  private async *stretchesBehind(
    position: number,
    signal: AbortSignal,
    confirmed: () => void,
  ): AsyncGenerator<{ readonly facts: readonly Recorded[]; readonly last: number }> {
    if (position > 0) await this.refuseShorter(position);
    const subscription = this.connection.subscribe(this.prefix, position, this.options.checkpointInterval);
    for await (const page of pagesOf(subscription, signal, this.options.silence, confirmed)) {
      const records = page.flatMap((told) => ('reached' in told ? [] : this.connection.here(told)));
      const last = records.at(-1);
      if (last !== undefined) position = positionOf(last.position);
      yield { facts: this.factsOf(records), last: position };
      const reached = reachedBy(page);
      const passed = reached > position ? await this.connection.newest(reached) : 0;
      if (passed > position) yield { facts: [], last: (position = passed) };
    }
  }

  private factsOf(records: readonly KurrentRecord[]): Recorded[] {
    return records.flatMap((record) => {
      if (record.streamId.startsWith(this.prefix)) return factOrBroken(this.options.owner, record);
      this.options.onFault(this.name, `the server delivered ${record.streamId}, which nobody asked for`);
      return [];
    });
  }

  /** @throws where the log was read further than it goes. */
  private async refuseShorter(position: number): Promise<void> {
    const end = await this.connection.newest();
    if (position > end) throw new LogSetBack(`${this.name} was read up to ${position} and ends at ${end}`);
  }

  private interrupt(group: string, error: unknown): void {
    const cause = faultText(this.connection.named(error));
    this.waiting.set(group, cause);
    this.options.onFault(group, cause);
  }
}

/**
 * How far a page says that the log was looked through; 0 where it does not. The server names a record that it has seen (live),
 * or the place where the next one that it looks at begins (as it catches up; its prepare offset is 0 then). So this is no
 * place to begin at, nor is what stands there known to be seen: only the records before it are.
 */
function reachedBy(page: readonly Told[]): number {
  const last = page.at(-1);
  return last !== undefined && 'reached' in last ? offsetOf(last.reached) : 0;
}
