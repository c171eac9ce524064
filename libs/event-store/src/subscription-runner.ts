import { Turns, type Fact, type Recorded } from '@ekey/kernel';
import { Checkpoint } from './checkpoint';
import { BROKEN_RECORD, type Batch, type Feed } from './event-store.port';
import { faultText } from './fault-text';
import { LeftInHand } from './left-in-hand';
import { Parking } from './parking';
import type { ParkedFact, ReactorStore } from './reactor-store.port';
import { grouped, pause, sideBySide } from './side-by-side';

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
  /** How long what was in hand at a fault may take to come again once it can be read, in milliseconds; else another has it. */
  readonly comesAgainWithin?: number;
}

const DEFAULT_BACKOFF = [20, 100, 500];
const REDRIVE_EVERY = 60_000;
const [SHORTEST_HALT, LONGEST_HALT] = [100, 15_000];
const CASES_AT_ONCE = 64;

/**
 * Feeds one reactor from one feed: cases side by side, each in order; a fact that keeps failing is parked and only its
 * case waits. The checkpoint moves once the whole batch is dealt with or parked.
 */
export class SubscriptionRunner {
  private readonly stopping = new AbortController();
  private readonly turns = new Turns();
  private readonly parking: Parking;
  private readonly checkpoint: Checkpoint;
  private readonly leftInHand: LeftInHand;
  private position = 0;
  /** How often it has halted since a checkpoint was saved. */
  private halts = 0;
  private cause: string | undefined;
  /** A batch is being dealt with, or has been left by a fault and will come again. */
  private inHand = false;
  private reading = new AbortController();
  private running: Promise<void> | undefined;
  private redriving: Promise<unknown> = Promise.resolve();
  private redrives = 0;

  constructor(
    private readonly feed: Feed,
    private readonly reactor: Reactor,
    store: ReactorStore,
    private readonly options: SubscriptionOptions,
  ) {
    this.parking = new Parking(reactor.name, feed.parking?.(reactor.name) ?? store, options.now);
    this.checkpoint = new Checkpoint({ onSaved: () => (this.halts = 0), onUnsaved: () => this.reading.abort() });
    this.leftInHand = new LeftInHand({
      comesAgainWithin: options.comesAgainWithin,
      isDealtWith: () => this.caughtUp(),
      onSettled: () => ([this.inHand, this.cause] = [false, undefined]),
    });
  }

  start(): void {
    this.running ??= this.run();
  }

  /** Resolves when the facts in hand are dealt with. What is left of a batch comes again after the next start. */
  async stop(): Promise<void> {
    // Before the feed ends, with which a member of a group has left it and can save nothing any more.
    this.checkpoint.savePassed();
    this.stopping.abort();
    await this.running;
    await this.redriving;
  }

  status(): ReactorStatus {
    const isRunning = this.running !== undefined && !this.stopping.signal.aborted;
    const state = !isRunning ? 'stopped' : this.cause === undefined ? 'running' : 'halted';
    const cause = this.cause === undefined ? {} : { cause: this.cause };
    return { reactor: this.reactor.name, state, ...cause, parkedCases: this.parking.size, position: this.position };
  }

  /** Whether everything is dealt with that had happened when it was asked, in this process and in others. */
  caughtUp(): Promise<boolean> {
    return this.feed.caughtUp(this.reactor.name);
  }

  /** What it could not handle, oldest first; of the cases that are with this process. */
  parked(): Promise<readonly ParkedFact[]> {
    return this.parking.all();
  }

  /**
   * Tries parked facts again, of one case or of all, once each.
   * @returns how many were dealt with.
   * @throws the fault that concerns the reactor as a whole.
   */
  redrive(key?: string): Promise<number> {
    this.redrives += 1;
    const redrive = this.redriving.then(() => this.redriveCases(key)).finally(() => (this.redrives -= 1));
    this.redriving = redrive.catch(() => undefined);
    return redrive;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    const timer = setInterval(() => this.redriveByItself(), this.options.redriveEvery ?? REDRIVE_EVERY).unref();
    for (this.halts = 0; !signal.aborted; this.halts += 1) {
      try {
        await this.parking.recall();
        this.position ||= await this.feed.position(this.reactor.name);
        if (!this.inHand) this.cause = undefined;
        this.reading = new AbortController();
        const whileReading = AbortSignal.any([signal, this.reading.signal]);
        if (this.inHand) this.leftInHand.expect();
        for await (const batch of this.feed.batches(this.reactor.name, whileReading)) {
          this.leftInHand.expectNothing();
          await this.deal(batch);
          this.cause = undefined;
        }
        this.checkpoint.refuseUnsaved();
        if (!signal.aborted) throw new Error(`${this.feed.name} has ended`);
      } catch (error) {
        this.leftInHand.expectNothing();
        if (signal.aborted) break;
        this.cause = faultText(error);
        this.options.onFault(this.reactor.name, this.cause);
        await pause(Math.min(LONGEST_HALT, SHORTEST_HALT * 2 ** Math.min(this.halts, 10)), signal);
      }
    }
    clearInterval(timer);
    this.leftInHand.expectNothing();
    await this.checkpoint.settled();
  }

  private async deal(batch: Batch): Promise<void> {
    this.inHand = true;
    if (batch.recall === true) await this.parking.recall();
    const mine = batch.facts.filter((fact) => fact.type === BROKEN_RECORD || this.reactor.handles(fact));
    if (mine.length > 0 && !(await this.dealWithAll(mine))) {
      const cases = [...grouped(mine, caseOf)];
      await sideBySide(cases, CASES_AT_ONCE, ([key, facts]) =>
        this.turns.take(key, () => this.dealWithCase(key, facts)),
      );
    }
    this.checkpoint.move(batch, mine.length);
    this.position = batch.facts.at(-1)?.meta.position ?? this.position;
    this.inHand = false;
  }

  private async dealWithAll(facts: readonly Recorded[]): Promise<boolean> {
    if (this.reactor.handleAll === undefined) return false;
    if (facts.some((fact) => fact.type === BROKEN_RECORD || this.parking.has(caseOf(fact)))) return false;
    try {
      await this.reactor.handleAll(facts);
      return true;
    } catch (error) {
      // One by one it would only be met again, once for every case.
      if (this.options.halts(error)) throw error;
      return false;
    }
  }

  private async dealWithCase(key: string, facts: readonly Recorded[]): Promise<void> {
    for (const fact of facts) {
      if (this.stopping.signal.aborted) throw new Error(`${this.reactor.name} was stopped within a batch`);
      if (!(await this.parking.holdsBack(key, fact))) await this.dealWith(key, fact);
    }
  }

  /** Handles a fact, if need be several times; parks it in the end. */
  private async dealWith(key: string, fact: Recorded): Promise<void> {
    const waits = this.options.backoff ?? DEFAULT_BACKOFF;
    for (let attempt = 1; ; attempt += 1) {
      const fault = await this.faultOf(fact);
      if (fault === undefined) return;
      const wait = waits[attempt - 1];
      if (wait === undefined || fact.type === BROKEN_RECORD) {
        await this.parking.park(key, fact, fault, attempt);
        return this.options.onFault(this.reactor.name, fault, fact);
      }
      await pause(wait, this.stopping.signal);
    }
  }

  /**
   * Handles a fact once.
   * @returns why it could not be dealt with; nothing where it was.
   * @throws what concerns not this fact alone: a fault of the reactor as a whole, or any while it is being stopped.
   */
  private async faultOf(fact: Recorded): Promise<string | undefined> {
    if (fact.type === BROKEN_RECORD) return faultText((fact.data as { cause?: string }).cause ?? 'broken record');
    try {
      await this.reactor.handle(fact);
      return undefined;
    } catch (error) {
      if (this.stopping.signal.aborted || this.options.halts(error)) throw error;
      return faultText(error);
    }
  }

  private async redriveCases(key?: string): Promise<number> {
    const keys = key === undefined ? await this.parking.recall() : [key];
    let dealtWith = 0;
    await sideBySide(keys, CASES_AT_ONCE, async (each) => {
      const count = await this.turns.take(each, () => this.redriveCase(each));
      dealtWith += count;
    });
    return dealtWith;
  }

  private async redriveCase(key: string): Promise<number> {
    const entries = await this.parking.of(key);
    for (const [dealtWith, entry] of entries.entries()) {
      if (this.stopping.signal.aborted) return dealtWith;
      const fault = await this.faultAgain(entry);
      if (fault !== undefined) {
        await this.parking.failedAgain(entry, fault);
        return dealtWith;
      }
      await this.parking.unpark(entry);
    }
    // Where the case was another process's meanwhile, that may have parked more of it.
    if ((await this.parking.of(key)).length === 0) this.parking.release(key);
    return entries.length;
  }

  /** A record that was broken is read again: the file may have been mended since. */
  private async faultAgain({ fact }: ParkedFact): Promise<string | undefined> {
    if (fact.type !== BROKEN_RECORD) return this.faultOf(fact);
    const now = (await this.feed.at?.(fact.meta.position)) ?? fact;
    return now.type === BROKEN_RECORD || this.reactor.handles(now) ? this.faultOf(now) : undefined;
  }

  private redriveByItself(): void {
    if (this.parking.size === 0 || this.redrives > 0) return;
    this.redrive().catch((error: unknown) => this.options.onFault(this.reactor.name, faultText(error)));
  }
}

/** The case of a fact, or its stream where it belongs to none. */
export const caseOf = (fact: Recorded<Fact>): string => fact.meta.subject ?? fact.meta.stream;
