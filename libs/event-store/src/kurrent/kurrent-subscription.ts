import type { AllStreamSubscription } from '@kurrent/kurrentdb-client';
import type { Reached } from './kurrent-connection';
import type { KurrentRecord } from './kurrent-record';
import { Overdue } from '@ekey/kernel';

export type Told = KurrentRecord | Reached;

const PAGE = 256;

/**
 * What a subscription tells, in order, as much at a time as is there. It asks for no more than is taken: where nobody
 * asks for the next page, the server waits.
 * @param patience how long the server may take to confirm the subscription, in milliseconds.
 * @param confirmed called when it has.
 * @throws why it ended, unless the signal was given.
 */
export async function* pagesOf(
  subscription: AllStreamSubscription,
  signal: AbortSignal,
  patience: number,
  confirmed: () => void,
): AsyncGenerator<readonly Told[]> {
  let wake = (): void => undefined;
  let fault: Error | undefined;
  const end = (error: Error): void => {
    fault ??= error;
    wake();
  };
  const woken = (): void => wake();
  subscription
    .on('error', end)
    .on('end', () => end(new Error('the server has ended the subscription')))
    .on('readable', woken);
  const unconfirmed = setTimeout(() => end(new Overdue(patience)), patience);
  subscription.once('confirmation', () => {
    clearTimeout(unconfirmed);
    confirmed();
  });
  signal.addEventListener('abort', woken);
  try {
    while (!signal.aborted) {
      const page = takenFrom(subscription);
      if (page.length > 0) yield page;
      else if (fault !== undefined) throw fault;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    clearTimeout(unconfirmed);
    signal.removeEventListener('abort', woken);
    // Where it never came about there is nothing to cancel.
    subscription.unsubscribe().catch(() => undefined);
  }
}

function takenFrom(subscription: AllStreamSubscription): Told[] {
  const page: Told[] = [];
  while (page.length < PAGE) {
    const next = subscription.read() as { readonly event?: KurrentRecord } | Reached | null;
    if (next === null) break;
    if ('reached' in next) page.push(next);
    else if (next.event !== undefined) page.push(next.event);
  }
  return page;
}
