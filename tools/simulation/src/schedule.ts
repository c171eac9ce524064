import { numbersFrom } from '@ekey/kernel/testing';
import type { House } from './house';

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
