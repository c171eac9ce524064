import type { Unusable } from '@ekey/platform';
import { faultText } from '@ekey/event-store';

interface Closable {
  close(): void | Promise<void>;
}

interface Check {
  readonly what: string;
  readonly isUsable: () => unknown;
}

const ANSWER_WITHIN_MS = 3_000;

/** What is open, closed in the reverse order: what leans on another goes before it. And how each is asked whether it works. */
export class Opened {
  private readonly stores: Closable[] = [];
  private readonly checks: Check[] = [];

  add<Store extends Closable>(store: Store): Store {
    this.stores.push(store);
    return store;
  }

  /** @param isUsable rejects or throws where it is not. */
  watch(what: string, isUsable: () => unknown): void {
    this.checks.push({ what, isUsable });
  }

  async unusable(): Promise<readonly Unusable[]> {
    const asked = this.checks.map(async ({ what, isUsable }): Promise<readonly Unusable[]> => {
      try {
        await withinReason(isUsable);
        return [];
      } catch (error) {
        return [{ what, cause: faultText(error) }];
      }
    });
    return (await Promise.all(asked)).flat();
  }

  /** Closes everything, whatever fails. @throws the first fault of all. */
  async close(): Promise<void> {
    const faults: unknown[] = [];
    for (const store of this.stores.splice(0).reverse())
      await Promise.resolve(store)
        .then((each) => each.close())
        .catch((fault: unknown) => faults.push(fault));
    if (faults.length > 0) throw faults[0];
  }
}

async function withinReason(isUsable: () => unknown): Promise<void> {
  let patience: NodeJS.Timeout | undefined;
  const silence = new Promise((_resolve, reject) => {
    patience = setTimeout(() => reject(new Error(`no answer within ${ANSWER_WITHIN_MS} ms`)), ANSWER_WITHIN_MS);
  });
  try {
    await Promise.race([Promise.resolve().then(isUsable), silence]);
  } finally {
    clearTimeout(patience);
  }
}
