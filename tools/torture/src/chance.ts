import { numbersFrom } from '@ekey/kernel/testing';

/** What looks random and comes again with the same seed. */
export class Chance {
  private readonly next: () => number;

  constructor(seed: number) {
    this.next = numbersFrom(seed);
  }

  /** At least 0, less than 1. */
  fraction(): number {
    return this.next() / 2 ** 32;
  }

  between(least: number, most: number): number {
    return least + this.fraction() * (most - least);
  }

  happens(probability: number): boolean {
    return this.fraction() < probability;
  }

  /** One of them, as often as its weight says. */
  oneOf<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
    const all = Object.entries(weights) as [Name, number][];
    let left = this.fraction() * all.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [name, weight] of all) if ((left -= weight) < 0) return name;
    return (all.at(-1) as [Name, number])[0];
  }
}
