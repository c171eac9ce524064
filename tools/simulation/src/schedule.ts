import type { House } from './house';

/** Numbers below 2³² that depend on the seed alone (mulberry32). */
export function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

/**
 * Delivers everything that waits, lane after lane in an order that the seed gives.
 * @param repeats after one delivery in so many something is delivered once more that was dealt with before
 * @throws Parked
 */
export function settle(house: House, seed: number, repeats: { readonly repeatOneIn?: number } = {}): void {
  const next = numbersFrom(seed);
  const { repeatOneIn = Number.POSITIVE_INFINITY } = repeats;
  house.resume();
  for (let lanes = house.waiting(); lanes.length > 0; lanes = house.waiting()) {
    house.deliver(lanes[next() % lanes.length] as string);
    if (next() % repeatOneIn === 0) house.redeliver(next());
  }
}
