import type { KeyOwner } from '@ekey/kernel';
import { Tombstones } from './tombstones';

/**
 * Adds the tombstones of one file to another, which is made where there is none. Where both hold one, that of the other
 * file stands.
 * @returns everybody whose key is destroyed now.
 * @throws UnreadableStore naming the file.
 */
export function joinTombstones(from: string, into: string): readonly KeyOwner[] {
  const [given, kept] = [new Tombstones(from, true), new Tombstones(into)];
  try {
    for (const { owner, erasedAt } of given.all()) kept.add(owner, erasedAt);
    return [...kept.all()].map(({ owner }) => owner);
  } finally {
    given.close();
    kept.close();
  }
}
