import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from '@ekey/journeys';

/** What a client was told that was not a success. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  /** Seconds, as the answer asks for them. */
  readonly retryAfter: number;
}

/** One write, sent under this key. @param count of the change that it makes. */
export type Write = (count: number, key: string) => Promise<Answer<{ readonly code?: string }>>;

const BETWEEN_CHANGES_MS = 20;
/** Sooner than clients are asked to, so that they meet every moment of a fault. */
const AGAIN_AFTER_MS = 200;

/** A client who makes one change after the other, each under one key until it is acknowledged, as clients are told to. */
export class Traffic {
  readonly refusals: Refusal[] = [];
  private count = 0;
  private newest = -1;
  private slowest = 0;
  private stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly write: Write) {}

  /** Changes that were acknowledged. */
  get acknowledged(): number {
    return this.count;
  }

  /** The revision that was told with the newest of them. */
  get revision(): number {
    return this.newest;
  }

  /** How long an answer has taken at most, in milliseconds. */
  get slowestAnswer(): number {
    return this.slowest;
  }

  start(): void {
    this.stopping = new AbortController();
    this.slowest = 0;
    this.refusals.length = 0;
    this.running = this.run();
    this.running.catch(() => undefined);
  }

  /** Resolves once the change that is under way is acknowledged too. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const { revision } = await this.insist(this.count + 1);
      if (revision <= this.newest) throw new Error(`change ${this.count + 1} was acknowledged at ${revision}`);
      this.newest = revision;
      this.count += 1;
      await sleep(BETWEEN_CHANGES_MS);
    }
  }

  private async insist(count: number): Promise<Answer> {
    for (const key = randomUUID(); ;) {
      const began = performance.now();
      const answer = await this.write(count, key);
      this.slowest = Math.max(this.slowest, performance.now() - began);
      if (answer.status < 300) return answer;
      const retryAfter = Number(answer.headers.get('retry-after') ?? NaN);
      this.refusals.push({ status: answer.status, code: answer.body?.code ?? '', retryAfter });
      await sleep(AGAIN_AFTER_MS);
    }
  }
}
