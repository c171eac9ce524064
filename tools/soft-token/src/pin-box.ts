import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';

/** A secret sealed with AES-256-GCM: nonce (12 octets), tag (16), ciphertext; base64. */
export type Sealed = string;

export function seal(key: Buffer, secret: Buffer): Sealed {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const ciphertext = Buffer.concat([cipher.update(secret), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]).toString('base64');
}

/** `null` with another key, or where the bytes were changed. */
export function unseal(key: Buffer, sealed: Sealed): Buffer | null {
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes.length < 28) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAuthTag(bytes.subarray(12, 28));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
  } catch {
    return null;
  }
}

/** How hard it is to try PINs on a stolen file: scrypt's N, a power of two. The counter protects a token, nothing else protects its file. */
export const STRETCHING = 2 ** 15;

export function keyFromPin(pin: string, salt: Buffer, stretching: number): Promise<Buffer> {
  const options = { N: stretching, r: 8, p: 1, maxmem: 256 * stretching * 8 };
  return new Promise((resolve, reject) => {
    scrypt(pin.normalize('NFC'), salt, 32, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
