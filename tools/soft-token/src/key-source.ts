import { type KeyObject, generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';

export interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** Where a token's keys come from. A real one has its own generator; each call must give another pair. */
export type KeySource = () => Promise<KeyPair>;

const generate = promisify(generateKeyPair);

/** A fresh RSA-2048 pair, made in the thread pool: about five a second. */
export const freshKeys: KeySource = () => generate('rsa', { modulusLength: 2048 });

/** Hands out pairs that were made before, each once: for tests that need many tokens and must not wait for their keys. */
export function keyPool(pairs: readonly KeyPair[]): KeySource {
  const left = [...pairs];
  return async () => {
    const pair = left.shift();
    if (!pair) throw new RangeError('the pool of keys is empty');
    return pair;
  };
}

/** Begins at once to make so many pairs, one after the other beside what else is done, and hands them out in turn; further ones are made when they are asked for. */
export function keysAhead(count: number): KeySource {
  let latest: Promise<unknown> = Promise.resolve();
  const made = Array.from({ length: count }, () => {
    const pair = latest.then(freshKeys);
    latest = pair;
    return pair;
  });
  return () => made.shift() ?? freshKeys();
}
