import type { Recorded } from '@ekey/kernel';

const KEPT = 512;

/** The newest facts of a topic, so that groups which keep up with it share one reading of each. */
export class RecentFacts {
  private facts: Recorded[] = [];

  /** @param behind a position behind which the topic holds nothing yet that is not added here. */
  constructor(private behind: number) {}

  /** In the order of positions. */
  add(fact: Recorded): void {
    if (fact.meta.position <= this.behind) return;
    this.facts.push(fact);
    if (this.facts.length < 2 * KEPT) return;
    this.behind = this.facts[KEPT - 1]?.meta.position ?? this.behind;
    this.facts = this.facts.slice(KEPT);
  }

  /** @returns what stands behind a position, or `undefined` where that is not known here. */
  after(position: number, limit: number): readonly Recorded[] | undefined {
    if (position < this.behind) return undefined;
    let [low, high] = [0, this.facts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.facts[middle]?.meta.position ?? 0) > position) high = middle;
      else low = middle + 1;
    }
    return this.facts.slice(low, low + limit);
  }
}
