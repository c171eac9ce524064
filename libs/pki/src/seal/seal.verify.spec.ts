import { X509Certificate, sign } from 'node:crypto';
import fc from 'fast-check';
import {
  type CertificateAuthority,
  type SealInfo,
  type SealTrust,
  SEAL_SIGNATURE_ALGORITHM,
  assembleCertificate,
  assembleCrl,
  assembleSeal,
  buildSealInfo,
  buildTbsCertificate,
  buildTbsCrl,
  isRefusal,
  issuerOf,
  parseSeal,
  readCertificate,
  serialHex,
  toPem,
  verifySeal,
} from '..';
import { FOUNDED, keyCertificate, testAuthority } from '../../test/authority.fixture';
import { rsaPair } from '../../test/keys.fixture';
import { bitString, explicit, ia5String, integer, octetString, oid, sequence } from '../asn1/der.writer';
import { extension } from '../certificate/certificate.extensions';

let authority: CertificateAuthority;
let stranger: CertificateAuthority;
let signingCertificate: Buffer;
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  const [own, other] = [await testAuthority(), await testAuthority()];
  [authority, stranger] = [own.authority, other.authority];
  closing.push(own.close, other.close);
  const tbs = buildTbsCertificate(keyCertificate(authority));
  signingCertificate = assembleCertificate(tbs, await authority.signTbs(tbs)).der;
});
afterAll(() => Promise.all(closing.map((close) => close())));

const AT = new Date('2026-06-01T00:00:00Z');

const sealInfo = (changes: Partial<SealInfo> = {}): SealInfo => ({
  sealId: 'ES-2026-000017',
  vendorId: 'EKEY',
  name: '福州示例进出口有限公司',
  certificates: [signingCertificate],
  createdAt: new Date('2026-02-02T09:00:00Z'),
  validFrom: new Date('2026-02-02T09:00:00Z'),
  validUntil: new Date('2029-02-02T08:30:00Z'),
  picture: { type: 'PNG', data: Buffer.from('a picture'), widthMm: 40, heightMm: 40 },
  ...changes,
});

async function sealed(changes: Partial<SealInfo> = {}, by = authority): Promise<Buffer> {
  const info = buildSealInfo(sealInfo(changes));
  return assembleSeal(info, by.sealMakerCertificate(), SEAL_SIGNATURE_ALGORITHM, await by.signSeal(info));
}

const trust = (changes: Partial<SealTrust> = {}): SealTrust => ({
  trustedRoots: authority.certificateChain().root,
  intermediates: authority.certificateChain().issuing,
  at: AT,
  ...changes,
});

const codes = (seal: Buffer, changes: Partial<SealTrust> = {}): string[] =>
  verifySeal(seal, trust(changes)).findings.map(({ code }) => code);

async function crlWith(
  serials: string[],
  by = authority,
  thisUpdate = new Date('2026-05-31T23:30:00Z'),
): Promise<Buffer> {
  const tbs = buildTbsCrl({
    issuer: issuerOf(by.certificateChain().issuing),
    thisUpdate,
    nextUpdate: new Date(thisUpdate.getTime() + 3_600_000),
    crlNumber: 1,
    revoked: serials.map((serial) => ({ serial, at: new Date('2026-05-01T00:00:00Z'), reason: 'keyCompromise' })),
  });
  return assembleCrl(tbs, await by.signCrl(tbs));
}

const makerSerial = () => serialHex(readCertificate(authority.sealMakerCertificate()).serial);

describe('An electronic seal', () => {
  it('is valid where form, signature, maker and dates are right', async () => {
    expect(verifySeal(await sealed(), trust())).toMatchObject({ valid: true, findings: [] });
  });

  it('says what was put into it', async () => {
    const seal = parseSeal(await sealed());
    expect(isRefusal(seal) ? seal : { ...seal }).toMatchObject({
      ...sealInfo(),
      signatureAlgorithm: SEAL_SIGNATURE_ALGORITHM,
    });
  });

  it('is valid for the certificate it is bound to and for no other', async () => {
    const seal = await sealed();
    expect(codes(seal, { signerCertificate: signingCertificate })).toEqual([]);
    expect(codes(seal, { signerCertificate: authority.sealMakerCertificate() })).toEqual(['SignerNotInSeal']);
  });

  it('is refused when anything in what was signed is changed', async () => {
    const seal = await sealed();
    for (const part of ['ES-2026-000017', '福州示例', 'a picture', '20290202083000Z']) {
      const changed = Buffer.from(seal);
      const at = changed.indexOf(part) + Buffer.from(part).length - 2;
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(codes(changed)).toEqual(['SealSignatureWrong']);
    }
  });

  it('is refused with a signature of another maker', async () => {
    const info = buildSealInfo(sealInfo());
    const seal = assembleSeal(
      info,
      authority.sealMakerCertificate(),
      SEAL_SIGNATURE_ALGORITHM,
      await stranger.signSeal(info),
    );
    expect(codes(seal)).toEqual(['SealSignatureWrong']);
  });

  it('is refused with a maker of another authority', async () => {
    expect(codes(await sealed({}, stranger))).toEqual(['MakerCertificateNotTrusted']);
  });

  it('is refused where the way to the root has a gap', async () => {
    expect(codes(await sealed(), { intermediates: '' })).toEqual(['MakerCertificateNotTrusted']);
  });

  it('trusts a root only as a root: the issuing authority is none, nor is a certificate its own', async () => {
    const seal = await sealed();
    expect(codes(seal, { trustedRoots: stranger.certificateChain().root })).toEqual(['MakerCertificateNotTrusted']);
    const maker = new X509Certificate(authority.sealMakerCertificate()).toString();
    expect(codes(seal, { trustedRoots: maker, intermediates: '' })).toEqual(['MakerCertificateNotTrusted']);
  });

  it('is refused when an enterprise made it with its own signing key', async () => {
    const info = buildSealInfo(sealInfo());
    const signature = sign('sha256', info, rsaPair('enterprise').privateKey);
    expect(codes(assembleSeal(info, signingCertificate, SEAL_SIGNATURE_ALGORITHM, signature))).toEqual([
      'MakerCertificateUsageWrong',
    ]);
  });

  it('is refused when a certificate that may not issue stands between maker and authority', async () => {
    const tbs = buildTbsCertificate({
      ...keyCertificate(authority),
      profile: 'seal-maker',
      issuer: issuerOf(signingCertificate),
    });
    const forged = assembleCertificate(tbs, sign('sha256', tbs, rsaPair('enterprise').privateKey)).der;
    const info = buildSealInfo(sealInfo());
    const seal = assembleSeal(
      info,
      forged,
      SEAL_SIGNATURE_ALGORITHM,
      sign('sha256', info, rsaPair('enterprise').privateKey),
    );
    const intermediates = authority.certificateChain().issuing + new X509Certificate(signingCertificate).toString();
    expect(codes(seal, { intermediates })).toEqual(['MakerCertificateNotTrusted']);
  });

  it("is refused before the maker's certificate begins and after it ended", async () => {
    const seal = await sealed({
      validFrom: new Date('2020-01-01T00:00:00Z'),
      validUntil: new Date('2060-01-01T00:00:00Z'),
    });
    expect(codes(seal, { at: new Date(FOUNDED.getTime() - 1000) })).toEqual(['MakerCertificateNotYetValid']);
    expect(codes(seal, { at: new Date('2036-01-06T00:00:00Z') })).toEqual(['MakerCertificateExpired']);
  });

  it('is refused before its own validity and after it', async () => {
    const seal = await sealed();
    expect(codes(seal, { at: new Date('2026-02-02T08:59:59Z') })).toEqual(['SealNotYetValid']);
    expect(codes(seal, { at: new Date('2029-02-02T08:30:01Z') })).toEqual(['SealExpired']);
  });

  it('is refused when its maker was revoked, and valid when others were', async () => {
    expect(codes(await sealed(), { crl: await crlWith([makerSerial()]) })).toEqual(['MakerCertificateRevoked']);
    expect(codes(await sealed(), { crl: await crlWith(['4A0B']) })).toEqual([]);
  });

  it('is refused with a list that is broken, old or of another authority', async () => {
    const seal = await sealed();
    const old = await crlWith([], authority, new Date('2026-05-01T00:00:00Z'));
    for (const crl of [Buffer.from('no list'), await crlWith([], stranger), old])
      expect(codes(seal, { crl })).toEqual(['CrlNotUsable']);
  });

  it('is refused for an algorithm that it cannot have been signed with here', async () => {
    const info = buildSealInfo(sealInfo());
    const seal = assembleSeal(
      info,
      authority.sealMakerCertificate(),
      '1.2.156.10197.1.501',
      await authority.signSeal(info),
    );
    expect(verifySeal(seal, trust()).findings).toMatchObject([
      { code: 'SealAlgorithmNotSupported', detail: '1.2.156.10197.1.501' },
    ]);
  });

  it("is refused for a maker's certificate that is none", async () => {
    const info = buildSealInfo(sealInfo());
    const seal = assembleSeal(
      info,
      Buffer.from('certificate'),
      SEAL_SIGNATURE_ALGORITHM,
      await authority.signSeal(info),
    );
    expect(codes(seal)).toEqual(['MakerCertificateMalformed']);
  });

  it('is not checked against certificates that cannot be read', async () => {
    const seal = await sealed();
    for (const trustedRoots of ['-----BEGIN CERTIFICATE-----', toPem('CERTIFICATE', Buffer.from('none'))]) {
      expect(() => verifySeal(seal, trust({ trustedRoots }))).toThrow(RangeError);
    }
  });

  it('is not made without certificate or to end before it begins', () => {
    expect(() => buildSealInfo(sealInfo({ certificates: [] }))).toThrow(RangeError);
    expect(() => buildSealInfo(sealInfo({ validUntil: new Date('2026-01-01T00:00:00Z') }))).toThrow(RangeError);
  });
});

describe('The form of a seal', () => {
  const wrapped = (info: Buffer): Buffer =>
    sequence(info, octetString(Buffer.alloc(1)), oid(SEAL_SIGNATURE_ALGORITHM), bitString(Buffer.alloc(1)));
  const withMore = (...more: Buffer[]): Buffer => {
    const info = buildSealInfo(sealInfo());
    return wrapped(sequence(info.subarray(4), ...more));
  };
  const malformed = (der: Buffer): boolean => {
    const seal = parseSeal(der);
    return isRefusal(seal) && seal.rejected === 'SealMalformed';
  };

  it('allows further data that are not critical, tagged or not', () => {
    const data = sequence(extension('1.2.3', false, Buffer.from('note')));
    expect([withMore(), withMore(data), withMore(explicit(0, data))].map(malformed)).toEqual([false, false, false]);
  });

  it('allows no further data that are critical, and nothing behind them', () => {
    const critical = sequence(extension('1.2.3', true, Buffer.from('note')));
    expect([withMore(critical), withMore(explicit(0, critical)), withMore(integer(1))].map(malformed)).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('is V4 and no other', () => {
    const V4 = sequence(ia5String('ES'), integer(4), ia5String('EKEY'));
    const info = buildSealInfo(sealInfo());
    const rest = info.subarray(info.indexOf(V4) + V4.length);
    expect(malformed(wrapped(sequence(V4, rest)))).toBe(false);
    expect(malformed(wrapped(sequence(sequence(ia5String('ES'), integer(1), ia5String('EKEY')), rest)))).toBe(true);
    expect(malformed(wrapped(sequence(sequence(ia5String('XX'), integer(4), ia5String('EKEY')), rest)))).toBe(true);
  });

  it('has a picture of a known type and some extent', () => {
    const { picture } = sealInfo();
    expect(malformed(wrapped(buildSealInfo(sealInfo({ picture: { ...picture, type: 'EXE' as 'PNG' } }))))).toBe(true);
    expect(malformed(wrapped(buildSealInfo(sealInfo({ picture: { ...picture, widthMm: 0 } }))))).toBe(true);
  });

  it('is refused when larger than any seal', () => {
    expect(parseSeal(Buffer.alloc(5_000_000, 0x30))).toMatchObject({ rejected: 'SealTooLarge' });
  });

  it('is never an exception, whatever the bytes', async () => {
    const seal = await sealed();
    const change = fc.tuple(fc.nat(seal.length - 1), fc.uint8Array({ maxLength: 4 }), fc.nat(4));
    fc.assert(
      fc.property(change, ([at, insert, remove]) => {
        const changed = Buffer.concat([seal.subarray(0, at), insert, seal.subarray(at + remove)]);
        fc.pre(!changed.equals(seal));
        return !verifySeal(changed, trust()).valid;
      }),
      { numRuns: 500 },
    );
    fc.assert(fc.property(fc.uint8Array(), (bytes) => malformed(Buffer.from(bytes))));
  });
});
