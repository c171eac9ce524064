import type { Fact, Recorded } from '@ekey/kernel';
import type { ParkedFact, ParkedFacts } from './reactor-store.port';

/** The cause of a fact that waits behind another one of its case. */
export const WAITING = 'waiting';

/** What one reactor could not handle, case by case. Whoever asks about a case has its turn. */
export class Parking {
  private readonly keys = new Set<string>();

  constructor(
    private readonly reactor: string,
    private readonly store: ParkedFacts,
    private readonly now: () => string,
  ) {}

  /** How many cases are parked. */
  get size(): number {
    return this.keys.size;
  }

  /** Learns from the store which cases are parked. A case that no longer is is found out when its next fact comes. */
  async recall(): Promise<readonly string[]> {
    for (const key of await this.store.parkedKeys(this.reactor)) this.keys.add(key);
    return [...this.keys];
  }

  has(key: string): boolean {
    return this.keys.has(key);
  }

  /** Oldest first. */
  all(): Promise<readonly ParkedFact[]> {
    return this.store.parked(this.reactor);
  }

  /** Oldest first. */
  of(key: string): Promise<readonly ParkedFact[]> {
    return this.store.parked(this.reactor, key);
  }

  async park(key: string, fact: Recorded<Fact>, cause: string, attempts: number): Promise<void> {
    await this.store.park({ reactor: this.reactor, key, fact, cause, attempts, parkedAt: this.now() });
    this.keys.add(key);
  }

  /**
   * Lets a fact wait behind the parked ones of its case. One that is delivered again, because the checkpoint had not
   * moved, is there already or was dealt with before the case was parked: it stays as it is.
   * @returns whether the case is parked; if not, the fact may be handled.
   */
  async holdsBack(key: string, fact: Recorded<Fact>): Promise<boolean> {
    if (!this.keys.has(key)) return false;
    const parked = await this.of(key);
    const [first] = parked;
    if (first === undefined) {
      this.release(key);
      return false;
    }
    const isKnown = parked.some((entry) => entry.fact.meta.id === fact.meta.id);
    if (!isKnown && fact.meta.position > first.fact.meta.position) await this.park(key, fact, WAITING, 0);
    return true;
  }

  async failedAgain(entry: ParkedFact, cause: string): Promise<void> {
    await this.store.park({ ...entry, cause, attempts: entry.attempts + 1 });
  }

  async unpark(entry: ParkedFact): Promise<void> {
    await this.store.unpark(this.reactor, entry.fact.meta.id);
  }

  /** The last fact of a case has been dealt with. */
  release(key: string): void {
    this.keys.delete(key);
  }
}
