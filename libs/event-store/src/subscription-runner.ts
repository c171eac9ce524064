import type { Fact, Recorded } from '@ekey/kernel';
import type { Batch, Feed } from './event-store.port';
import type { ParkedFact, ReactorStore } from './reactor-store.port';
import { Turns } from '@ekey/kernel';

/** Something that reacts to facts, delivered at least once and in order within their case. */
export interface Reactor {
  readonly name: string;
  readonly handles: (fact: Recorded) => boolean;
  /** Deals with facts of one case, in order. May be given again what it has dealt with before. */
  readonly handle: (fact: Recorded) => Promise<void>;
  /** Deals with many at once, where that is cheaper; all or nothing. What fails is then tried one by one. */
  readonly handleAll?: (facts: readonly Recorded[]) => Promise<void>;
}

/** A reactor as health shows it. */
export interface ReactorStatus {
  readonly reactor: string;
  readonly state: 'running' | 'stopped' | 'halted';
  /** Why it is halted: a key that cannot be read, a store that cannot be written. */
  readonly cause?: string;
  readonly parkedCases: number;
  /** Position of the last fact dealt with. */
  readonly position: number;
}

/** A fault that concerns not one case but the reactor as a whole: it stops there and tries again, and parks nothing. */
export type HaltsReactor = (error: unknown) => boolean;

export interface SubscriptionOptions {
  readonly halts: HaltsReactor;
  readonly now: () => string;
  /** Told of every fact that is parked, and of every halt. Gets no content. */
  readonly onFault: (reactor: string, cause: string, fact?: Recorded) => void;
  /** Waits between tries, in milliseconds; as many tries as waits, and one. */
  readonly backoff?: readonly number[];
  /** How often parked facts are tried again by themselves, in milliseconds. */
  readonly redriveEvery?: number;
}

/** The fact in whose place the log holds a record that cannot be read; its case is parked. */
export const BROKEN_RECORD = '$broken-record';

const DEFAULT_BACKOFF = [20, 100, 500];
const LONGEST_HALT = 15_000;

/**
 * Feeds one reactor from one feed: cases side by side, each in order; a fact that keeps failing is parked and only its
 * case waits. The checkpoint moves once the whole batch is dealt with or parked.
 */
export class SubscriptionRunner {
  private readonly stopping = new AbortController();
  private readonly turns = new Turns();
  private parkedKeys = new Set<string>();
  private position = 0;
  private cause: string | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly feed: Feed,
    private readonly reactor: Reactor,
    private readonly store: ReactorStore,
    private readonly options: SubscriptionOptions,
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Resolves when the batch in hand is dealt with. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  status(): ReactorStatus {
    const state = this.stopping.signal.aborted ? 'stopped' : this.cause === undefined ? 'running' : 'halted';
    const cause = this.cause === undefined ? {} : { cause: this.cause };
    return { reactor: this.reactor.name, state, ...cause, parkedCases: this.parkedKeys.size, position: this.position };
  }

  /** Tries parked facts again, of one case or of all. @returns how many were dealt with. */
  async redrive(key?: string): Promise<number> {
    const parked = await this.store.parked(this.reactor.name, key);
    const counts = await Promise.all(
      [...grouped(parked, (entry) => entry.key)].map(([name, entries]) => this.turns.take(name, () => this.redriveCase(name, entries))),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    const timer = setInterval(() => void this.redriveQuietly(), this.options.redriveEvery ?? 60_000);
    timer.unref();
    for (let halts = 0; !signal.aborted; halts += 1) {
      try {
        this.parkedKeys = new Set(await this.store.parkedKeys(this.reactor.name));
        for await (const batch of this.feed.batches(this.reactor.name, signal)) {
          await this.deal(batch);
          halts = 0;
          this.cause = undefined;
        }
      } catch (error) {
        if (signal.aborted) break;
        this.cause = messageOf(error);
        this.options.onFault(this.reactor.name, this.cause);
        await pause(Math.min(LONGEST_HALT, 100 * 2 ** Math.min(halts, 10)), signal);
      }
    }
    clearInterval(timer);
  }

  private async deal(batch: Batch): Promise<void> {
    const mine = batch.facts.filter((fact) => fact.type === BROKEN_RECORD || this.reactor.handles(fact));
    if (mine.length > 0 && !(await this.dealWithAll(mine))) {
      const cases = grouped(mine, caseOf);
      await Promise.all([...cases].map(([key, facts]) => this.turns.take(key, () => this.dealWithCase(key, facts))));
    }
    await batch.done();
    this.position = batch.facts.at(-1)?.meta.position ?? this.position;
  }

  private async dealWithAll(facts: readonly Recorded[]): Promise<boolean> {
    if (this.reactor.handleAll === undefined) return false;
    if (facts.some((fact) => fact.type === BROKEN_RECORD || this.parkedKeys.has(caseOf(fact)))) return false;
    try {
      await this.reactor.handleAll(facts);
      return true;
    } catch {
      return false;
    }
  }

  private async dealWithCase(key: string, facts: readonly Recorded[]): Promise<void> {
    for (const fact of facts) {
      const cause = this.parkedKeys.has(key) ? 'waiting' : await this.failure(fact);
      if (cause !== undefined) await this.park(key, fact, cause);
    }
  }

  /** @returns why a fact could not be dealt with after all tries, or nothing where it was. */
  private async failure(fact: Recorded): Promise<string | undefined> {
    if (fact.type === BROKEN_RECORD) return messageOf((fact.data as { cause?: string }).cause ?? 'broken record');
    const waits = this.options.backoff ?? DEFAULT_BACKOFF;
    for (let attempt = 0; ; attempt += 1) {
      try {
        await this.reactor.handle(fact);
        return undefined;
      } catch (error) {
        if (this.stopping.signal.aborted || this.options.halts(error)) throw error;
        if (attempt === waits.length) return messageOf(error);
        await pause(waits[attempt] as number, this.stopping.signal);
      }
    }
  }

  private async park(key: string, fact: Recorded, cause: string): Promise<void> {
    const entry: ParkedFact = { reactor: this.reactor.name, key, fact, cause, attempts: 1, parkedAt: this.options.now() };
    await this.store.park(entry);
    this.parkedKeys.add(key);
    if (cause !== 'waiting') this.options.onFault(this.reactor.name, cause, fact);
  }

  private async redriveCase(key: string, entries: readonly ParkedFact[]): Promise<number> {
    for (const [dealtWith, entry] of entries.entries()) {
      try {
        if (entry.fact.type === BROKEN_RECORD) return dealtWith;
        await this.reactor.handle(entry.fact);
      } catch (error) {
        await this.store.park({ ...entry, cause: messageOf(error), attempts: entry.attempts + 1 });
        return dealtWith;
      }
      await this.store.unpark(this.reactor.name, entry.fact.meta.id);
    }
    if ((await this.store.parked(this.reactor.name, key)).length === 0) this.parkedKeys.delete(key);
    return entries.length;
  }

  private async redriveQuietly(): Promise<void> {
    if (this.parkedKeys.size === 0) return;
    await this.redrive().catch((error: unknown) => this.options.onFault(this.reactor.name, messageOf(error)));
  }
}

/** The case of a fact, or its stream where it belongs to none. */
export const caseOf = (fact: Recorded<Fact>): string => fact.meta.subject ?? fact.meta.stream;

const messageOf = (error: unknown): string => (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 500);

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

/** Waits, or less when the signal is given. */
export const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
  });
