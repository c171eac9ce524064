import { sign, verify } from 'node:crypto';
import { keysFromPrimes, primesFor } from './keys-from-primes';

describe('pairs made of a few primes', () => {
  it('are RSA-2048 pairs that sign and verify, none of them twice', async () => {
    const keys = keysFromPrimes(await primesFor(6));
    const seen = new Set<string>();
    for (let made = 0; made < 6; made += 1) {
      const { privateKey, publicKey } = await keys();
      expect(publicKey.asymmetricKeyDetails).toEqual({ modulusLength: 2048, publicExponent: 65_537n });
      const text = Buffer.from('nonce');
      expect(verify('sha256', text, publicKey, sign('sha256', text, privateKey))).toBe(true);
      seen.add(publicKey.export({ type: 'spki', format: 'der' }).toString('hex'));
    }
    expect(seen.size).toBe(6);
  });
  it('do not come to an end, and two who ask at the same moment do not get the same', async () => {
    const keys = keysFromPrimes(await primesFor(1));
    const moduli = await Promise.all(
      [keys(), keys(), keys()].map(async (pair) => (await pair).publicKey.export({ format: 'jwk' }).n),
    );
    expect(new Set(moduli).size).toBe(3);
  });
});
