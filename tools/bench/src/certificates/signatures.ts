import { generateKeyPairSync, sign } from 'node:crypto';
import { secondsOf } from '../figure';

const SIGNATURES = 1_500;
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** Bare RSA-2048 signatures over so many bytes, one after the other on one thread. */
export async function signaturesPerSecond(length: number): Promise<number> {
  const bytes = Buffer.alloc(length, 0x5a);
  const seconds = await secondsOf(() => {
    for (let signature = 0; signature < SIGNATURES; signature += 1) sign('RSA-SHA256', bytes, privateKey);
  });
  return SIGNATURES / seconds;
}
