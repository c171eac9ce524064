import { unusableOf, type Check, type Unusable } from '@ekey/platform';

interface Closable {
  close(): void | Promise<void>;
}

/** What is open, closed in the reverse order: what leans on another goes before it. And how each is asked whether it works. */
export class Opened {
  private readonly stores: Closable[] = [];
  private readonly checks: Check[] = [];
  private readonly examined: (() => readonly Unusable[])[] = [];

  add<Store extends Closable>(store: Store): Store {
    this.stores.push(store);
    return store;
  }

  /** @param isUsable rejects or throws where it is not. */
  watch(what: string, isUsable: () => unknown): void {
    this.checks.push({ what, isUsable });
  }

  /** @param damages tells what was found missing or altered so far. */
  examine(damages: () => readonly Unusable[]): void {
    this.examined.push(damages);
  }

  damaged(): readonly Unusable[] {
    return this.examined.flatMap((damages) => damages());
  }

  unusable(): Promise<readonly Unusable[]> {
    return unusableOf(this.checks);
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
