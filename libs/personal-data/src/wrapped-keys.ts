import { createHmac, randomBytes } from 'node:crypto';
import { openWith, sealWith } from './sealing';

const SECRET_LENGTH = 32;

export interface Secrets {
  /** 32 bytes that wrap every key. */
  readonly masterKey: Buffer;
  /** 32 bytes for the digests by which values are found again. */
  readonly indexKey: Buffer;
}

/** @throws RangeError */
export function refuseShort({ masterKey, indexKey }: Secrets): void {
  for (const secret of [masterKey, indexKey])
    if (secret.length !== SECRET_LENGTH) throw new RangeError(`a secret of ${SECRET_LENGTH} bytes is needed`);
}

/** What a store keeps of the secrets that it was made under, to know them again. */
export const proofsOf = ({ masterKey, indexKey }: Secrets): readonly { what: string; proof: Buffer }[] =>
  Object.entries({ 'master key': masterKey, 'index key': indexKey }).map(([what, key]) => ({
    what,
    proof: createHmac('sha256', key).update(`ekey ${what}`).digest(),
  }));

/** A key that nobody has had before. */
export function newKey(masterKey: Buffer, owner: string): { readonly key: Buffer; readonly wrapped: Buffer } {
  const key = randomBytes(SECRET_LENGTH);
  return { key, wrapped: sealWith(masterKey, ['key', owner], key) };
}

/** @returns `undefined` where it was changed, or is the key of somebody else, or was wrapped by another master key. */
export const unwrapped = (masterKey: Buffer, owner: string, wrapped: Uint8Array): Buffer | undefined =>
  openWith(masterKey, ['key', owner], wrapped);
