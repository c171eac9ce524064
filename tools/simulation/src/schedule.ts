import type { House } from './house';

/** Numbers from 0 up to 2³² that depend on the seed alone (mulberry32). */
export function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

/** Delivers everything, in any order between lanes; `again`: of so many deliveries one is followed by a repeat of an old one. */
export function settle(house: House, seed = 0, again = 0): void {
  const next = numbersFrom(seed);
  house.resume();
  for (let lanes = house.waiting(); lanes.length > 0; lanes = house.waiting()) {
    house.deliver(lanes[next() % lanes.length] as string);
    if (again > 0 && next() % again === 0) house.redeliver(next());
  }
}
