import { type DerCursor, DerError, enterOnly, readInteger, readOctetsOfBitString, readOid } from './asn1/der.reader';
import { TAG } from './asn1/der.writer';
import { OID } from './asn1/object-identifiers';

export interface RsaLimits {
  readonly minModulusBits: number;
  readonly maxModulusBits: number;
}

export const RSA_LIMITS: RsaLimits = { minModulusBits: 2048, maxModulusBits: 8192 };

export interface RsaPublicKey {
  /** RSAPublicKey (RFC 8017 §A.1.1), DER: a view of the bytes that were read. */
  readonly pkcs1: Buffer;
  readonly modulus: bigint;
  readonly exponent: bigint;
  readonly modulusBits: number;
}

export type KeyVerdict = 'good' | 'KeyTooWeak' | 'KeyNotSupported';

/**
 * The numbers of an RSA key in a SubjectPublicKeyInfo (RFC 3279 §2.3.1), or `null` for a key of another kind. Parameters must be NULL, as that
 * RFC demands: two encodings of one key would give one key two digests, and the second would pass for a key never seen.
 * However long its numbers are, they are read: that a key is too long is told by `judgeRsaKey`.
 * @throws DerError for anything that is no SubjectPublicKeyInfo
 */
export function readRsaKey(spki: Buffer): RsaPublicKey | null {
  const info = enterOnly(spki);
  const algorithm = info.enter();
  const type = readOid(algorithm.next());
  const parameters = algorithm.rest();
  const bits = info.next(TAG.BIT_STRING);
  info.end();
  if (type !== OID.rsaEncryption) return null;
  if (parameters.length !== 1 || parameters[0]?.raw.toString('hex') !== '0500')
    throw new DerError('RSA parameters must be NULL');
  const pkcs1 = readOctetsOfBitString(bits);
  const key: DerCursor = enterOnly(pkcs1);
  const modulus = readInteger(key.next(TAG.INTEGER), pkcs1.length);
  const exponent = readInteger(key.next(TAG.INTEGER), pkcs1.length);
  key.end();
  if (modulus <= 0n || exponent <= 0n) throw new DerError('an RSA key of numbers that are not positive');
  return { pkcs1, modulus, exponent, modulusBits: modulus.toString(2).length };
}

function primesBelow(bound: number): number[] {
  const composite = new Set<number>();
  const primes: number[] = [];
  for (let n = 2; n < bound; n += 1) {
    if (!composite.has(n)) primes.push(n);
    for (let m = n * n; !composite.has(n) && m < bound; m += n) composite.add(m);
  }
  return primes;
}

/** The primes in groups whose product still is a small integer to the engine: below 2³⁰. */
function productsOf(primes: readonly number[]): { product: bigint; primes: number[] }[] {
  const groups: { product: bigint; primes: number[] }[] = [];
  for (const prime of primes) {
    const last = groups.at(-1);
    if (last !== undefined && last.product * BigInt(prime) < 1n << 30n) {
      last.product *= BigInt(prime);
      last.primes.push(prime);
    } else groups.push({ product: BigInt(prime), primes: [prime] });
  }
  return groups;
}

const SMALL_PRIMES = productsOf(primesBelow(752));
const PRODUCT_OF_SMALL_PRIMES = SMALL_PRIMES.reduce((product, group) => product * group.product, 1n);

/** One long division, then a short one for each group, and plain numbers for the primes themselves. */
function hasSmallFactor(modulus: bigint): boolean {
  const remainder = modulus % PRODUCT_OF_SMALL_PRIMES;
  return SMALL_PRIMES.some(({ product, primes }) => {
    const rest = Number(remainder % product);
    return primes.some((prime) => rest % prime === 0);
  });
}

/**
 * FIPS 186-5 §A.1.1 bounds the exponent by 2¹⁶ < e < 2²⁵⁶; the upper bound also keeps a hostile key from making its own verification slow. A
 * modulus with a factor below 752 comes from a broken generator (CA/Browser Forum Baseline Requirements §6.1.6).
 */
export function judgeRsaKey(key: RsaPublicKey, limits: RsaLimits = RSA_LIMITS): KeyVerdict {
  if (key.modulusBits > limits.maxModulusBits || key.exponent >= 1n << 256n) return 'KeyNotSupported';
  if (key.modulusBits < limits.minModulusBits) return 'KeyTooWeak';
  if (key.exponent < 65537n || key.exponent % 2n === 0n) return 'KeyTooWeak';
  return hasSmallFactor(key.modulus) ? 'KeyTooWeak' : 'good';
}
