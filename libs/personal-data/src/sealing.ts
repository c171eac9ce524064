import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto';

/** AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce: nonce ‖ ciphertext ‖ 128-bit tag. */
const CIPHER = 'aes-256-gcm';
const NONCE = 12;
const TAG = 16;

/** What a seal is for and whose it is: authenticated with the content, so that no seal can stand in for another. */
export type SealedFor = readonly ['field' | 'bytes', owner: string, name: string] | readonly ['key', owner: string];

export function sealWith(key: Buffer, purpose: SealedFor, plain: Buffer): Buffer {
  const nonce = randomFillSync(Buffer.allocUnsafe(NONCE));
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG });
  cipher.setAAD(aadOf(purpose));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** @returns the plain bytes; `undefined` where key, purpose or any bit of the sealed bytes is another. */
export function openWith(key: Buffer, purpose: SealedFor, sealed: Uint8Array): Buffer | undefined {
  if (sealed.length < NONCE + TAG) return undefined;
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE), { authTagLength: TAG });
  decipher.setAAD(aadOf(purpose));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(NONCE, sealed.length - TAG)), decipher.final()]);
  } catch {
    return undefined;
  }
}

/** JSON keeps the parts apart: no two lists of texts give the same bytes. */
const aadOf = (purpose: SealedFor): Buffer => Buffer.from(JSON.stringify(purpose));
