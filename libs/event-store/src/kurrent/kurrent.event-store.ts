import { StreamDeletedError, WrongExpectedVersionError } from '@kurrent/kurrentdb-client';
import {
  BrokenRecord,
  ForeignStream,
  NO_STREAM,
  WrongExpectedRevision,
  type Append,
  type EventStore,
  type StoredFact,
} from '../event-store.port';
import { faultText } from '../fault-text';
import { pause } from '../side-by-side';
import { KurrentConnection } from './kurrent-connection';
import { KurrentFeed } from './kurrent-feed';
import { factOf, recordOf } from './kurrent-record';
import { settingsOf, type KurrentBackOff, type KurrentEventStoreOptions } from './kurrent-settings';
import { positionOf } from './log-position';
import { backOffAfter } from './patience';

export interface KurrentHealth {
  readonly reachable: boolean;
  /** Why not. */
  readonly cause?: string;
  /** Groups whose subscription is interrupted and tries to come back. */
  readonly interrupted: readonly { readonly group: string; readonly cause: string }[];
}

const CHECKPOINT_INTERVAL = 1_024;

/**
 * The streams of one service on a KurrentDB server. Asks the server nothing yet: where that is down, commands are
 * refused (`EventStoreUnavailable`), subscriptions wait for it, and `health` says so.
 * @throws RangeError where the address or what belongs to it cannot be right.
 */
export function openKurrentEventStore(options: KurrentEventStoreOptions): KurrentEventStore {
  return new KurrentEventStore(options);
}

/** The log of one service on a server that others may share; many processes may write it. */
export class KurrentEventStore implements EventStore {
  readonly owner: string;
  readonly feed: KurrentFeed;
  private readonly connection: KurrentConnection;
  private readonly prefix: string;
  private readonly backOff: KurrentBackOff;

  constructor(options: KurrentEventStoreOptions) {
    const settings = settingsOf(options);
    this.owner = options.owner;
    this.prefix = `${options.owner}.`;
    this.backOff = { shortest: 100, longest: 15_000, ...options.backOff };
    this.connection = new KurrentConnection(settings);
    this.feed = new KurrentFeed(this.connection, {
      owner: options.owner,
      checkpoints: options.checkpoints,
      backOff: this.backOff,
      checkpointInterval: options.checkpointInterval ?? CHECKPOINT_INTERVAL,
      silence: settings.deadlines.silence,
      onFault: options.onFault ?? (() => undefined),
    });
  }

  /** Besides what the port says: @throws EventStoreUnavailable. */
  async read(stream: string, fromRevision = 0): Promise<readonly StoredFact[]> {
    this.refuseForeign(stream);
    const facts = (await this.recordsOf(stream, fromRevision)).map(factOf);
    const misplaced = facts.find((fact, index) => fact.meta.revision !== fromRevision + index);
    if (misplaced !== undefined)
      throw new BrokenRecord(stream, misplaced.meta.position, 'a record before it is missing');
    return facts;
  }

  /** Besides what the port says: @throws EventStoreUnavailable, where nobody can tell whether it was stored. */
  async append(append: Append): Promise<void> {
    const { stream, expectedRevision, facts } = append;
    this.refuseForeign(stream);
    if (facts.length === 0) throw new RangeError(`nothing to append to ${stream}`);
    const records = facts.map((_fact, index) => recordOf(append, index));
    const state = expectedRevision === NO_STREAM ? 'no_stream' : BigInt(expectedRevision);
    try {
      await this.connection.append(stream, state, records);
    } catch (error) {
      if (error instanceof WrongExpectedVersionError) throw new WrongExpectedRevision(stream, expectedRevision);
      throw error;
    }
  }

  async readAll(afterPosition: number, limit: number): Promise<readonly StoredFact[]> {
    // The server begins with the record at the position itself.
    const count = afterPosition === 0 ? limit : limit + 1;
    const facts = (await this.connection.readAll({ prefix: this.prefix, from: afterPosition, count }))
      .filter(({ position }) => position === undefined || position.commit > BigInt(afterPosition))
      .map(factOf);
    return facts.slice(0, limit);
  }

  async head(): Promise<number> {
    const [newest] = await this.connection.readAll({ prefix: this.prefix, from: 'end', count: 1 });
    return newest === undefined ? 0 : positionOf(newest.position);
  }

  /** Asks the server as a command would: with the service's own user, for a stream of its own that is not there. */
  async health(): Promise<KurrentHealth> {
    const interrupted = [...this.feed.interrupted].map(([group, cause]) => ({ group, cause }));
    try {
      await this.connection.readStream(`${this.prefix}Health-probe`, 0);
      return { reachable: true, interrupted };
    } catch (error) {
      return { reachable: false, cause: faultText(error), interrupted };
    }
  }

  /** Resolves once the server answers; asks it after waits that grow. Ends early when the signal is given. */
  async whenReachable(signal: AbortSignal): Promise<void> {
    for (let failures = 1; !signal.aborted && !(await this.health()).reachable; failures += 1)
      await pause(backOffAfter(failures, this.backOff), signal);
  }

  close(): Promise<void> {
    return this.connection.close();
  }

  private async recordsOf(stream: string, fromRevision: number) {
    try {
      return await this.connection.readStream(stream, fromRevision);
    } catch (error) {
      if (error instanceof StreamDeletedError) throw new BrokenRecord(stream, 0, 'the stream was deleted');
      throw error;
    }
  }

  private refuseForeign(stream: string): void {
    if (!stream.startsWith(this.prefix)) throw new ForeignStream(this.owner, stream);
  }
}
