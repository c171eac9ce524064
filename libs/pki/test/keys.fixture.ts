import { type KeyObject, generateKeyPairSync } from 'node:crypto';

export interface Pair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const pairs = new Map<string, Pair>();

/** A pair under a name, made when it is first asked for: RSA keys are too slow to make one for each test. */
export function rsaPair(name: string, modulusLength = 2048, publicExponent = 65537): Pair {
  const known = pairs.get(name) ?? generateKeyPairSync('rsa', { modulusLength, publicExponent });
  pairs.set(name, known);
  return known;
}

export const spkiOf = (pair: Pair): Buffer => pair.publicKey.export({ type: 'spki', format: 'der' });
