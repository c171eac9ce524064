import { randomUUID } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { keysFromPrimes, primesFor, type KeySource } from '@ekey/soft-token';
import { isMissing, placeOfRun } from './place-of-run';

/** As many as most specs put into their tokens. */
const PAIRS = 120;

/** Keys for the tokens of one world. Those of another are the same, since to find primes takes longer than to use them. */
export async function keysOfRun(): Promise<KeySource> {
  return keysFromPrimes(await primesOfRun(placeOfRun('primes.json')));
}

async function primesOfRun(place: string | undefined): Promise<readonly bigint[]> {
  if (place === undefined) return primesFor(PAIRS);
  try {
    return (JSON.parse(await readFile(place, 'utf8')) as string[]).map(BigInt);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  const primes = await primesFor(PAIRS);
  const whole = `${place}-${randomUUID()}`;
  await writeFile(whole, JSON.stringify(primes.map(String)));
  await rename(whole, place);
  return primes;
}
