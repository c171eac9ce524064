import { createPrivateKey, createPublicKey, generatePrime } from 'node:crypto';
import { promisify } from 'node:util';
import type { KeyPair, KeySource } from './key-source';

const HALF_BITS = 1024;
const EXPONENT = 65_537n;

const prime = promisify(generatePrime) as unknown as (
  bits: number,
  options: { readonly bigint: true },
) => Promise<bigint>;

/** @returns as many primes as make so many pairs at least. */
export async function primesFor(pairs: number): Promise<readonly bigint[]> {
  const primes: bigint[] = [];
  while ((primes.length * (primes.length - 1)) / 2 < pairs) primes.push(await suitablePrime());
  return primes;
}

/**
 * RSA-2048 pairs by the thousand: every two of a few primes make one. No two of them are the same, and all of them are worth
 * nothing outside a rehearsal, since two that share a prime give each other away.
 * @param primes made beforehand; where they are used up, or none are given, further ones are made one by one.
 */
export function keysFromPrimes(primes: readonly bigint[] = []): KeySource {
  const pairs = pairsOf(primes);
  return async () => (await pairs.next()).value;
}

/** Its highest bits are set, so that two of them make 2,048 bits; one less than it must be coprime to the exponent. */
async function suitablePrime(): Promise<bigint> {
  const highest = 3n << BigInt(HALF_BITS - 2);
  for (;;) {
    const found = await prime(HALF_BITS, { bigint: true });
    if ((found & highest) === highest && (found - 1n) % EXPONENT !== 0n) return found;
  }
}

/** Those who ask at the same moment are answered one after the other. */
async function* pairsOf(given: readonly bigint[]): AsyncGenerator<KeyPair, never> {
  const before: bigint[] = [];
  for (;;) {
    const p = given[before.length] ?? (await suitablePrime());
    for (const q of before) yield pairOf(p, q);
    before.push(p);
  }
}

/** RFC 7518 §6.3.2. */
function pairOf(p: bigint, q: bigint): KeyPair {
  const d = inverse(EXPONENT, (p - 1n) * (q - 1n));
  const numbers = { n: p * q, e: EXPONENT, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) };
  const members = Object.entries(numbers).map(([name, value]) => [name, base64url(value)]);
  const privateKey = createPrivateKey({ key: { kty: 'RSA', ...Object.fromEntries(members) }, format: 'jwk' });
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

function inverse(of: bigint, modulus: bigint): bigint {
  let [before, now, left, right] = [0n, 1n, modulus, of];
  while (right !== 0n) {
    const times = left / right;
    [before, now] = [now, before - times * now];
    [left, right] = [right, left - times * right];
  }
  return ((before % modulus) + modulus) % modulus;
}

function base64url(value: bigint): string {
  const hex = value.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString('base64url');
}
