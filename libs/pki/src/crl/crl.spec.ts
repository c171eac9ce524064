import { X509Certificate, sign } from 'node:crypto';
import fc from 'fast-check';
import {
  type CertificateAuthority,
  type CertificateList,
  type ReadCrl,
  type RevocationReason,
  REVOCATION_REASONS,
  assembleCrl,
  buildTbsCrl,
  isCrlOf,
  isRefusal,
  issuerOf,
  parseCrl,
  serialNumber,
} from '..';
import { anyCertificate } from '../../test/any-certificate.fixture';
import { testAuthority } from '../../test/authority.fixture';
import { rsaPair } from '../../test/keys.fixture';
import { NULL, TAG, explicit, integer, sequence, time } from '../asn1/der.writer';
import { OID } from '../asn1/object-identifiers';
import { authorityKeyIdentifier, extension, keyUsage } from '../certificate/certificate.extensions';
import { SIGNATURE_ALGORITHM } from '../certificate/certificate.tbs';

let authority: CertificateAuthority;
let close: () => Promise<void>;
beforeAll(async () => ({ authority, close } = await testAuthority()));
afterAll(() => close());

const ISSUED = new Date('2026-03-01T00:00:00Z');
const NEXT = new Date('2026-03-01T01:00:00Z');
const HELD = { serial: '4A0B', at: new Date('2026-02-28T10:00:00Z'), reason: 'certificateHold' } as const;

const listOf = (changes: Partial<CertificateList> = {}): CertificateList => ({
  issuer: issuerOf(authority.certificateChain().issuing),
  thisUpdate: ISSUED,
  nextUpdate: NEXT,
  crlNumber: 41,
  revoked: [HELD],
  ...changes,
});

async function signed(changes: Partial<CertificateList> = {}): Promise<Buffer> {
  const tbs = buildTbsCrl(listOf(changes));
  return assembleCrl(tbs, await authority.signCrl(tbs));
}

function read(der: Buffer): ReadCrl {
  const list = parseCrl(der);
  if (isRefusal(list)) throw new Error(`${list.rejected} ${list.detail}`);
  return list;
}

const issuing = () => new X509Certificate(authority.certificateChain().issuing).raw;

const withNumber = ({ issuer }: CertificateList, number: Buffer): Buffer =>
  sequence(
    ...[integer(1), SIGNATURE_ALGORITHM, issuer.name, time(ISSUED), time(NEXT)],
    explicit(0, sequence(authorityKeyIdentifier(issuer.keyIdentifier), extension(OID.cRLNumber, false, number))),
  );

const withReason = ({ issuer }: CertificateList, reason: Buffer): Buffer =>
  sequence(
    ...[integer(1), SIGNATURE_ALGORITHM, issuer.name, time(ISSUED), time(NEXT)],
    sequence(sequence(integer(1), time(HELD.at), sequence(extension(OID.cRLReason, false, reason)))),
    explicit(0, sequence(authorityKeyIdentifier(issuer.keyIdentifier), extension(OID.cRLNumber, false, integer(41)))),
  );

describe('A revocation list', () => {
  it('says when it was made, until when it holds, and its number', async () => {
    const { thisUpdate, nextUpdate, crlNumber, issuer, authorityKeyIdentifier } = read(await signed());
    expect({ thisUpdate, nextUpdate, crlNumber }).toEqual({ thisUpdate: ISSUED, nextUpdate: NEXT, crlNumber: 41n });
    expect({ name: issuer, keyIdentifier: authorityKeyIdentifier }).toEqual(listOf().issuer);
  });

  it('lists each certificate with moment and reason', async () => {
    const reasons = Object.keys(REVOCATION_REASONS) as RevocationReason[];
    const revoked = reasons.map((reason, i) => ({
      serial: serialNumber(Buffer.alloc(32), 'case', i, 'signing'),
      at: HELD.at,
      reason,
    }));
    const list = read(await signed({ revoked }));
    expect([...list.revoked]).toEqual(revoked.map(({ serial, at, reason }) => [serial, { at, reason }]));
  });

  it('leaves the reason out where none is given', () => {
    const without = buildTbsCrl(listOf({ revoked: [{ serial: '01', at: HELD.at }] }));
    expect(buildTbsCrl(listOf({ revoked: [{ serial: '01', at: HELD.at, reason: 'unspecified' }] }))).toEqual(without);
    expect(without.length).toBeLessThan(buildTbsCrl(listOf({ revoked: [{ ...HELD, serial: '01' }] })).length);
  });

  it('may be empty', async () => {
    expect(read(await signed({ revoked: [] })).revoked.size).toBe(0);
  });

  it('was signed by the authority it names', async () => {
    const list = read(await signed());
    expect(isCrlOf(list, issuing())).toBe(true);
    expect(isCrlOf(list, new X509Certificate(authority.certificateChain().root).raw)).toBe(false);
  });

  it('is not of an authority whose certificate allows it to sign no lists', () => {
    const tbs = buildTbsCrl(listOf({ issuer: issuerOf(anyCertificate('lists', 'lists', [])) }));
    const list = read(assembleCrl(tbs, sign('sha256', tbs, rsaPair('lists').privateKey)));
    expect(isCrlOf(list, anyCertificate('lists', 'lists', [keyUsage(['keyCertSign', 'cRLSign'])]))).toBe(true);
    expect(isCrlOf(list, anyCertificate('lists', 'lists', [keyUsage(['keyCertSign'])]))).toBe(false);
  });

  it("is no longer the authority's when a date in it was changed", async () => {
    const der = await signed();
    der.write('27', der.indexOf('260301'), 'latin1');
    expect(isCrlOf(read(der), issuing())).toBe(false);
  });

  it('is read with any serials and moments as it was written', () => {
    const entry = fc.record({
      serial: fc
        .uint8Array({ minLength: 1, maxLength: 20 })
        .map((octets) => Buffer.from(octets).toString('hex').toUpperCase()),
      at: fc.date({ min: new Date(0), max: new Date('2099-01-01T00:00:00Z'), noInvalidDate: true }),
    });
    fc.assert(
      fc.property(fc.uniqueArray(entry, { selector: ({ serial }) => BigInt(`0x${serial}`) }), (revoked) => {
        const list = read(assembleCrl(buildTbsCrl(listOf({ revoked })), Buffer.alloc(256)));
        const wanted = revoked.map(({ serial, at }) => [BigInt(`0x${serial}`), Math.floor(at.getTime() / 1000)]);
        expect([...list.revoked].map(([serial, { at }]) => [BigInt(`0x${serial}`), at.getTime() / 1000])).toEqual(
          wanted,
        );
      }),
      { numRuns: 50 },
    );
  });

  it('is not made with a serial that is none or stands twice, nor to end before it begins', () => {
    expect(() => buildTbsCrl(listOf({ revoked: [{ ...HELD, serial: 'A' }] }))).toThrow(RangeError);
    expect(() => buildTbsCrl(listOf({ revoked: [{ ...HELD, serial: '' }] }))).toThrow(RangeError);
    expect(() => buildTbsCrl(listOf({ revoked: [HELD, { ...HELD, serial: '004a0b' }] }))).toThrow(RangeError);
    expect(() => buildTbsCrl(listOf({ nextUpdate: ISSUED }))).toThrow(RangeError);
    expect(() => buildTbsCrl(listOf({ crlNumber: 1n << 159n }))).toThrow(RangeError);
  });

  it.each<[string, (list: CertificateList) => Buffer]>([
    ['of version 1', ({ issuer }) => sequence(SIGNATURE_ALGORITHM, issuer.name, time(ISSUED), time(NEXT))],
    [
      'without number',
      ({ issuer }) =>
        sequence(integer(1), SIGNATURE_ALGORITHM, issuer.name, time(ISSUED), time(NEXT), explicit(0, sequence())),
    ],
    [
      'with a critical extension that nobody knows',
      ({ issuer }) =>
        sequence(
          integer(1),
          SIGNATURE_ALGORITHM,
          issuer.name,
          time(ISSUED),
          time(NEXT),
          explicit(0, sequence(extension('2.5.29.28', true, NULL))),
        ),
    ],
    ['with bytes behind its number', (list) => withNumber(list, Buffer.concat([integer(41), NULL]))],
    ['with a number below zero', (list) => withNumber(list, Buffer.of(TAG.INTEGER, 1, 0xff))],
    ['with a reason of two octets', (list) => withReason(list, Buffer.of(TAG.ENUMERATED, 2, 1, 5))],
    ['with a reason that is none', (list) => withReason(list, Buffer.of(TAG.ENUMERATED, 0))],
    ['with a reason that nobody knows', (list) => withReason(list, Buffer.of(TAG.ENUMERATED, 1, 7))],
    ['with bytes behind it', (list) => Buffer.concat([buildTbsCrl(list), NULL])],
  ])('%s is refused', (_, make) => {
    expect(parseCrl(assembleCrl(make(listOf()), Buffer.alloc(256)))).toMatchObject({ rejected: 'CrlMalformed' });
  });

  it('of any bytes is refused without an exception', async () => {
    const der = await signed();
    fc.assert(fc.property(fc.nat(der.length - 1), (end) => isRefusal(parseCrl(der.subarray(0, end)))));
    fc.assert(fc.property(fc.uint8Array(), (bytes) => isRefusal(parseCrl(Buffer.from(bytes)))));
  });
});
