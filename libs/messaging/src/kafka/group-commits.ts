import { setTimeout as sleep } from 'node:timers/promises';
import type { Consumer } from 'kafkajs';
import { originOf, type Connection } from './connection';
import type { Holding } from './holding';

/** A group is told at most so often: each telling is a request, and all that hangs on it is what is delivered again. */
const COMMIT_EVERY_MS = 200;
/** The group has moved on: what was dealt with but not committed is delivered again, to us or to another. */
const MOVED_ON = new Set(['REBALANCE_IN_PROGRESS', 'ILLEGAL_GENERATION']);
const STRUCK_OFF = 'UNKNOWN_MEMBER_ID';
/** The client learns of that by itself, unless its clock was set back: until it is as late again, it does not ask. */
const LEARNS_WITHIN_MS = 10_000;

/** For some three seconds the client repeats a commit that fails, also in the next division, when it may concern what is another’s. */
const REPEATED_WITHIN_MS = 5_000;

/** Tells a group how far everybody has got in what its member holds. */
export class GroupCommits {
  private waiting: Promise<void> | undefined;
  private telling: Promise<void> = Promise.resolve();
  private hurry = new AbortController();
  private last = 0;
  private struckOffSince: number | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly topic: string,
    private readonly consumer: Consumer,
    private readonly holdings: () => Iterable<Holding>,
  ) {}

  /** With all that is known by then. @throws MessagingUnavailable */
  tellSoon(): Promise<void> {
    return (this.waiting ??= this.wait().then(() => (this.telling = this.tell())));
  }

  /** Somebody leaves: whoever waits to tell does it now. */
  tellNow(): void {
    this.hurry.abort();
  }

  /**
   * What the group refused in the midst of a division it is told now, and all once more when nobody repeats what he told it
   * before: there may be nothing else to tell for long. Where it cannot be told, whoever has something to tell next hears why.
   */
  divided(): void {
    this.struckOffSince = undefined;
    this.tellSoon().catch(() => undefined);
    setTimeout(() => {
      for (const holding of this.holdings()) holding.toldLess();
      this.tellSoon().catch(() => undefined);
    }, REPEATED_WITHIN_MS).unref();
  }

  /** One telling at a time: the client repeats what has failed, and would put it behind what was told meanwhile. */
  private async wait(): Promise<void> {
    const wait = this.last + COMMIT_EVERY_MS - performance.now();
    const { signal } = this.hurry;
    await sleep(Math.max(0, wait), undefined, { signal }).catch(() => undefined);
    await this.telling.catch(() => undefined);
    this.waiting = undefined;
    this.hurry = new AbortController();
    this.last = performance.now();
  }

  private async tell(): Promise<void> {
    const steps = [...this.holdings()].flatMap((holding) => {
      const commit = holding.toCommit();
      return commit === undefined ? [] : [{ holding, commit }];
    });
    if (steps.length === 0) return;
    const topic = this.connection.named(this.topic);
    const offsets = steps.map(({ commit }) => ({ topic, ...commit, offset: `${commit.offset}` }));
    try {
      await this.consumer.commitOffsets(offsets);
      for (const { holding, commit } of steps) holding.committed(commit);
    } catch (error) {
      if (this.willPass((originOf(error) as { type?: string }).type ?? '')) return;
      throw this.connection.unavailable(error, this.topic);
    }
  }

  private willPass(refusal: string): boolean {
    if (refusal !== STRUCK_OFF) return MOVED_ON.has(refusal);
    this.struckOffSince ??= performance.now();
    return performance.now() - this.struckOffSince < LEARNS_WITHIN_MS;
  }
}
