/**
 * One work at a time. Of those that wait, the one of the lowest rank is next, and among equals the one that came first: so
 * what is soon done is not kept waiting by much that takes long.
 */
export class RankedTurns {
  /** Ascending by rank, then by arrival. */
  readonly #waiting: { readonly rank: number; readonly start: () => void }[] = [];
  #busy = false;

  async run<Result>(rank: number, work: () => Promise<Result>): Promise<Result> {
    await new Promise<void>((start) => {
      const behind = this.#waiting.findIndex((other) => other.rank > rank);
      this.#waiting.splice(behind < 0 ? this.#waiting.length : behind, 0, { rank, start });
      this.#next();
    });
    try {
      return await work();
    } finally {
      this.#busy = false;
      this.#next();
    }
  }

  #next(): void {
    if (this.#busy) return;
    const first = this.#waiting.shift();
    if (first === undefined) return;
    this.#busy = true;
    first.start();
  }
}
