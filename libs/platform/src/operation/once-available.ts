import { setTimeout as sleep } from 'node:timers/promises';
import { faultText } from '@ekey/event-store';
import { Unavailable } from '@ekey/kernel';
import { describeError } from './describe-error';
import { logger } from './logging';

const [SHORTEST_WAIT_MS, LONGEST_WAIT_MS] = [250, 15_000];

/** Something that needs servers which may not answer yet. */
export interface Attempt {
  /** What it is for, as the log shall name it. */
  readonly what: string;
  /** May be called again where it was broken off by `Unavailable`. */
  readonly work: () => Promise<void>;
  /** Told why it waits, and `undefined` once it does no longer. */
  readonly waits: (cause: string | undefined) => void;
  readonly signal: AbortSignal;
}

/**
 * Does it at once where that is possible. Where a server does not answer it is tried again in the background, after waits
 * that grow, so that the process lives on meanwhile and can say what it waits for.
 * @returns once it is done, or is being tried again.
 * @throws whatever is no `Unavailable` and comes of the first try.
 */
export async function onceAvailable(attempt: Attempt): Promise<void> {
  try {
    await attempt.work();
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    void tryAgain(attempt, error);
  }
}

async function tryAgain({ what, work, waits, signal }: Attempt, first: Unavailable): Promise<void> {
  let fault: unknown = first;
  for (let tries = 0; ; tries += 1) {
    waits(faultText(fault));
    logger().warn({ what, error: describeError(fault) }, 'waiting for a server');
    const wait = Math.min(LONGEST_WAIT_MS, SHORTEST_WAIT_MS * 2 ** Math.min(tries, 10));
    await sleep(wait, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    try {
      await work();
      return waits(undefined);
    } catch (error) {
      fault = error;
    }
  }
}
