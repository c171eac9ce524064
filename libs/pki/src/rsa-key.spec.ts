import { generateKeyPairSync } from 'node:crypto';
import { rsaPair, spkiOf } from '../test/keys.fixture';
import { DerError } from './asn1/der.reader';
import { NULL, bitString, integer, oid, sequence } from './asn1/der.writer';
import { OID } from './asn1/object-identifiers';
import { type RsaPublicKey, judgeRsaKey, readRsaKey } from './rsa-key';

const good = (): RsaPublicKey => {
  const key = readRsaKey(spkiOf(rsaPair('good')));
  if (!key) throw new Error('an RSA key was expected');
  return key;
};
const withModulus = (modulus: bigint): RsaPublicKey => ({
  ...good(),
  modulus,
  modulusBits: modulus.toString(2).length,
});

describe('A public key', () => {
  it('of RSA with 2048 bits and exponent 65537 is good', () => {
    expect(good().modulusBits).toBe(2048);
    expect(judgeRsaKey(good())).toBe('good');
  });

  it('of another kind is not one of RSA', () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    expect(readRsaKey(publicKey.export({ type: 'spki', format: 'der' }))).toBeNull();
  });

  it.each([1n, 3n, 17n, 65535n, 65538n])('with exponent %s is too weak', (exponent) => {
    expect(judgeRsaKey({ ...good(), exponent })).toBe('KeyTooWeak');
  });

  it('with an exponent of more than 256 bits is not supported', () => {
    expect(judgeRsaKey({ ...good(), exponent: (1n << 256n) + 1n })).toBe('KeyNotSupported');
  });

  it('of 2047 bits is too weak, of 8193 not supported', () => {
    expect(judgeRsaKey(withModulus((1n << 2047n) - 1n))).toBe('KeyTooWeak');
    expect(judgeRsaKey(withModulus((1n << 8192n) + 1n))).toBe('KeyNotSupported');
  });

  it.each([2n, 3n, 751n])('whose modulus has the factor %s is too weak', (factor) => {
    expect(judgeRsaKey(withModulus(good().modulus * factor))).toBe('KeyTooWeak');
  });

  it('whose modulus has any factor between 1 and 752 is too weak, and not for the factor 757', () => {
    const judged = Array.from({ length: 750 }, (_none, index) => withModulus(good().modulus * BigInt(index + 2)));
    expect(new Set(judged.map((key) => judgeRsaKey(key)))).toEqual(new Set(['KeyTooWeak']));
    expect(judgeRsaKey(withModulus(good().modulus * 757n))).toBe('good');
  });

  it('is also told as the bytes of its numbers', () => {
    const { publicKey } = rsaPair('good');
    expect(good().pkcs1).toEqual(publicKey.export({ type: 'pkcs1', format: 'der' }));
  });

  it.each([
    [
      'without the parameters NULL',
      sequence(sequence(oid(OID.rsaEncryption)), bitString(sequence(integer(35), integer(3)))),
    ],
    [
      'with a number that is zero',
      sequence(sequence(oid(OID.rsaEncryption), NULL), bitString(sequence(integer(0), integer(3)))),
    ],
    [
      'with bytes behind its numbers',
      sequence(
        sequence(oid(OID.rsaEncryption), NULL),
        bitString(Buffer.concat([sequence(integer(35), integer(3)), NULL])),
      ),
    ],
    [
      'of unused bits',
      sequence(sequence(oid(OID.rsaEncryption), NULL), bitString(sequence(integer(35), integer(3)), 1)),
    ],
  ])('%s is refused', (_, spki) => {
    expect(() => readRsaKey(spki)).toThrow(DerError);
  });
});
