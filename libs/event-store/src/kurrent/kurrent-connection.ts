import {
  BACKWARDS,
  CancelledError,
  END,
  FORWARDS,
  isCommandError,
  KurrentDBClient,
  START,
  StreamNotFoundError,
  streamNameFilter,
  UnavailableError,
  type AllStreamSubscription,
  type AppendStreamState,
  type EventData,
  type Position,
  type ReadAllOptions,
} from '@kurrent/kurrentdb-client';
import { Overdue, Unavailable, within } from '@ekey/kernel';
import type { KurrentRecord } from './kurrent-record';
import type { KurrentCredentials, KurrentSettings } from './kurrent-settings';
import { offsetOf, placeAt } from './log-position';
import { collected } from './patience';

/** The server was not reached, did not answer in time or refused the caller. Says where and why, and nothing secret. */
export class EventStoreUnavailable extends Unavailable {
  constructor(address: string, why: string, options?: ErrorOptions) {
    super(`the event store at ${address} ${why}`, options);
    this.name = 'EventStoreUnavailable';
  }
}

/** Which records of the log over all streams, from where. */
export interface Stretch {
  /** How their streams begin. */
  readonly prefix: string;
  /** The first position that may be among them; `'end'` reads backwards from the newest on. */
  readonly from: number | 'end';
  readonly count: number;
}

/** Comes between records: how far the log was looked through, with nothing more for whoever subscribed. */
export interface Reached {
  readonly reached: Position;
}

/**
 * Without TLS the client sends no password; yet the one that writes must be given some, since only then each append is a
 * call of its own. Otherwise it shares a stream with all others, which knows no deadline and on which a broken connection
 * can end as a rejection that nobody is able to catch.
 */
const NOBODY: KurrentCredentials = { username: 'nobody', password: '' };

/** Records that wait on either side of the client's own queue. */
const HELD_READY = 64;
const SEARCH_WINDOW = 32;

/**
 * The client of one server, with a deadline on every call. Streams go by the names that this installation has for them:
 * only here is known what stands before them on the server. What a broken connection has interrupted is tried once more,
 * which is safe: reading changes nothing, and the server knows an append by the ids of its facts.
 */
export class KurrentConnection {
  readonly address: string;
  private readonly writer: KurrentDBClient;
  /** Replaced where it fails: one that did not reach the server at first would never find it again. */
  private reader: KurrentDBClient;
  /** Of their own: a client leaves its connection as a whole when one of its calls was cut off. */
  private readonly subscriptions: KurrentDBClient;
  private readonly closing = new AbortController();
  private readonly inHand = new Set<Promise<unknown>>();

  constructor(private readonly settings: KurrentSettings) {
    this.address = settings.address;
    this.writer = connect(settings, settings.credentials ?? NOBODY);
    this.reader = connect(settings);
    this.subscriptions = connect(settings);
  }

  /** Given when the connection is closed from this side. */
  get closed(): AbortSignal {
    return this.closing.signal;
  }

  /** @throws WrongExpectedVersionError of the client, or EventStoreUnavailable: then it may be stored or not. */
  append(stream: string, streamState: AppendStreamState, events: EventData[]): Promise<unknown> {
    const { append: deadline } = this.settings.deadlines;
    const options = { streamState, deadline };
    return this.call(deadline, async () => {
      // The client gives up a broken connection in between; a call that it begins in that moment would never settle.
      await new Promise(setImmediate);
      return this.writer.appendToStream(this.there(stream), events, options);
    });
  }

  /**
   * Asks the node that takes the writes, since what another one answers may be older.
   * @returns the records of a stream from a revision on, or nothing where there is no such stream.
   * @throws StreamDeletedError of the client, or EventStoreUnavailable.
   */
  async readStream(stream: string, fromRevision: number): Promise<KurrentRecord[]> {
    const options = { fromRevision: BigInt(fromRevision), requiresLeader: true };
    try {
      const resolved = await this.read((reader) => reader.readStream(this.there(stream), options));
      return resolved.flatMap(({ event }) => (event === undefined ? [] : this.here(event)));
    } catch (error) {
      if (error instanceof StreamNotFoundError) return [];
      throw error;
    }
  }

  /** @throws EventStoreUnavailable. */
  async readAll({ prefix, from, count }: Stretch): Promise<KurrentRecord[]> {
    const options: ReadAllOptions = {
      filter: streamNameFilter({ prefixes: [this.there(prefix)] }),
      direction: from === 'end' ? BACKWARDS : FORWARDS,
      fromPosition: from === 'end' ? END : from === 0 ? START : placeAt(from),
      maxCount: count,
      requiresLeader: true,
    };
    const resolved = await this.read((reader) => reader.readAll(options));
    return resolved.flatMap(({ event }) => (event === undefined ? [] : this.here(event)));
  }

  /** Of the newest record of anybody, of all or of those before a position; 0 where there is none. */
  async newest(before?: number): Promise<number> {
    const fromPosition = before === undefined ? END : placeAt(before);
    const options = { direction: BACKWARDS, fromPosition, maxCount: 1, requiresLeader: true } as const;
    const [newest] = await this.read((reader) => reader.readAll(options));
    return newest?.event === undefined ? 0 : offsetOf(newest.event.position);
  }

  /** Records behind a position, with `Reached` between them, and as many of them at a time as are taken out. */
  subscribe(prefix: string, position: number, checkpointInterval: number): AllStreamSubscription {
    const filter = streamNameFilter({
      prefixes: [this.there(prefix)],
      maxSearchWindow: SEARCH_WINDOW,
      checkpointInterval: Math.ceil(checkpointInterval / SEARCH_WINDOW),
      // Into the queue itself: records told before it may not have been taken out yet.
      checkpointReached: (subscription, reached) => void subscription.push({ reached } satisfies Reached),
    });
    const fromPosition = position === 0 ? START : placeAt(position);
    return this.subscriptions.subscribeToAll({ filter, fromPosition }, { highWaterMark: HELD_READY });
  }

  /** A record of the server, under the name that its stream has here; as it is where it belongs to another installation. */
  here(record: KurrentRecord): KurrentRecord {
    const { prefix } = this.settings;
    if (prefix === '' || !record.streamId.startsWith(prefix)) return record;
    return { ...record, streamId: record.streamId.slice(prefix.length) };
  }

  /** What the client says of a fault, in words that name the server. */
  named(error: unknown): unknown {
    if (error instanceof Overdue) return this.unavailable(`gave ${error.message}`, error);
    if (!(error instanceof Error) || !isCommandError(error)) return error;
    const { code = UNKNOWN } = error as { readonly code?: number };
    const why = error.type === 'unknown' ? WHY_UNNAMED[code] : WHY[error.type];
    return why === undefined ? error : this.unavailable(why, error);
  }

  /** Waits for what is under way. */
  async close(): Promise<void> {
    this.closing.abort();
    await Promise.allSettled(this.inHand);
    await Promise.all([this.writer.dispose(), this.subscriptions.dispose()]);
  }

  private there(stream: string): string {
    return `${this.settings.prefix}${stream}`;
  }

  private read<Item>(ask: (reader: KurrentDBClient) => AsyncIterable<Item>): Promise<Item[]> {
    return this.call(Infinity, async () => {
      const { reader } = this;
      try {
        return await collected(this.settings.deadlines.silence, ask(reader));
      } catch (error) {
        if (isBroken(error) && this.reader === reader) this.reader = connect(this.settings);
        throw error;
      }
    });
  }

  private async call<Result>(deadline: number, work: () => Promise<Result>): Promise<Result> {
    if (this.closing.signal.aborted) throw new Error(`the event store at ${this.address} is closed on this side`);
    const tried = work().catch((error: unknown) => {
      if (isBroken(error)) return work();
      throw error;
    });
    const called = deadline === Infinity ? tried : within(deadline, tried);
    this.inHand.add(called);
    try {
      return await called;
    } catch (error) {
      throw this.named(error);
    } finally {
      this.inHand.delete(called);
    }
  }

  private unavailable(why: string, cause: unknown): EventStoreUnavailable {
    return new EventStoreUnavailable(this.address, why, { cause });
  }
}

const isBroken = (error: unknown): boolean => error instanceof UnavailableError || error instanceof CancelledError;

/** The client's own words hold addresses and text of the server; these are ours. */
const WHY: Readonly<Record<string, string>> = {
  unavailable: 'cannot be reached',
  cancelled: 'has broken off the call',
  'deadline-exceeded': 'did not answer in time',
  timeout: 'did not answer in time',
  'not-leader': 'has another leader now',
  'access-denied': 'refuses the user or what he asks for',
};

/** What a server says that has no leader at the moment; and all that the native half of the client has no name for has none. */
const UNKNOWN = 2;
/** What the client has no name for, by its status (gRPC, status codes). Any other is about what was asked. */
const WHY_UNNAMED: Readonly<Record<number, string>> = { [UNKNOWN]: 'could not answer', 10: 'did not answer in time' };

/** How many clients this process has had. */
let connected = 0;
const KEEP_ALIVE_MS = 10_000;

/**
 * A client with a connection of its own: those with the same settings would share one, and a server takes a hundred calls at
 * a time over it, so that a process with many subscriptions would append nothing any more. They differ by a millisecond.
 * @throws RangeError without the connection string that the client's own error would carry along.
 */
function connect(settings: KurrentSettings, credentials = settings.credentials): KurrentDBClient {
  connected += 1;
  try {
    const own = `${settings.connectionString}&keepAliveInterval=${KEEP_ALIVE_MS + (connected % KEEP_ALIVE_MS)}`;
    const client = KurrentDBClient.connectionString(own);
    // Not with each call: the client's own trace tells what a call was given.
    if (credentials !== undefined) client.setCredentialsProvider(() => credentials);
    return client;
  } catch (error) {
    throw new RangeError(
      `the client of the event store at ${settings.address} does not start: ${(error as Error).message}`,
    );
  }
}
