import { type CertificateAuthority, OID, extensionOf, issuerOf, readCertificate, readName } from '..';
import { SUBJECT, keyCertificate, testAuthority } from '../../test/authority.fixture';
import { rsaPair, spkiOf } from '../../test/keys.fixture';
import { DerCursor, onlyContent } from '../asn1/der.reader';
import { TAG } from '../asn1/der.writer';
import { hasKeyUsage } from './certificate.chain';
import { lintTbs } from './certificate.lint';
import { type StoredExtension, readTbs } from './certificate.reader';
import { type KeyCertificate, buildTbsCertificate } from './certificate.tbs';

let authority: CertificateAuthority;
let close: () => Promise<void>;
beforeAll(async () => ({ authority, close } = await testAuthority()));
afterAll(() => close());

const built = (changes: Partial<KeyCertificate> = {}) =>
  readTbs(buildTbsCertificate(keyCertificate(authority, changes)));
const valueOf = (extension: StoredExtension | undefined): string => extension?.value.toString('latin1') ?? '';

describe('A certificate to be signed', () => {
  it.each(['signing', 'encryption'] as const)('for %s passes the linter', (profile) => {
    expect(lintTbs(buildTbsCertificate(keyCertificate(authority, { profile })), profile)).toEqual([]);
  });

  it('is the same bytes for the same fields', () => {
    const certificate = keyCertificate(authority);
    expect(buildTbsCertificate(certificate)).toEqual(buildTbsCertificate({ ...certificate }));
  });

  it('takes the key as DER or as base64 of it', () => {
    const spki = spkiOf(rsaPair('enterprise'));
    expect(built({ spki: spki.toString('base64') }).spki).toEqual(spki);
  });

  it('names the enterprise, and the key by its number', () => {
    const subject = readName(built({ subject: { ...SUBJECT, organisationalUnit: '外贸部' } }).subject);
    expect(subject.map(({ value }) => value)).toEqual([
      'CN',
      '福建省',
      '福州市',
      '福州示例进出口有限公司',
      '外贸部',
      '福州示例进出口有限公司',
      'EK-2026-000017',
    ]);
    const names = onlyContent(extensionOf(built(), OID.subjectAltName)?.value ?? Buffer.alloc(0), TAG.SEQUENCE);
    expect(new DerCursor(names).rest().map(({ content }) => content.toString())).toEqual([
      'urn:ekey:key:EK-2026-000017',
    ]);
  });

  it('allows a signing key to sign and log in, and nothing else', () => {
    const tbs = built();
    expect((['digitalSignature', 'nonRepudiation'] as const).map((usage) => hasKeyUsage(tbs, usage))).toEqual([
      true,
      true,
    ]);
    expect(
      (['keyEncipherment', 'dataEncipherment', 'keyCertSign'] as const).some((usage) => hasKeyUsage(tbs, usage)),
    ).toBe(false);
    expect(extensionOf(tbs, OID.extKeyUsage)).toBeDefined();
  });

  it('allows an encryption key to encrypt, and nothing else', () => {
    const tbs = built({ profile: 'encryption' });
    expect(
      (['keyEncipherment', 'dataEncipherment', 'keyAgreement'] as const).every((usage) => hasKeyUsage(tbs, usage)),
    ).toBe(true);
    expect(hasKeyUsage(tbs, 'digitalSignature')).toBe(false);
    expect(extensionOf(tbs, OID.extKeyUsage)).toBeUndefined();
  });

  it('marks the key usage and the basic constraints as critical and nothing else', () => {
    const critical = built()
      .extensions.filter((extension) => extension.critical)
      .map(({ id }) => id);
    expect(critical.sort()).toEqual([OID.keyUsage, OID.basicConstraints].sort());
  });

  it('says where the list, the status and the issuer are, and under which policy it stands', () => {
    const tbs = built();
    expect(valueOf(extensionOf(tbs, OID.cRLDistributionPoints))).toContain('http://ca.example.cn/crl');
    expect(valueOf(extensionOf(tbs, OID.authorityInfoAccess))).toContain('http://ca.example.cn/ocsp');
    expect(valueOf(extensionOf(tbs, OID.authorityInfoAccess))).toContain('http://ca.example.cn/ca.pem');
    expect(extensionOf(tbs, OID.certificatePolicies)).toBeDefined();
  });

  it('has the unified code in an extension of its own, under the object identifier that is configured', () => {
    expect(valueOf(extensionOf(built(), '1.2.156.10260.4.1.4'))).toBe('\x13\x1291350100M000100Y43');
    expect(extensionOf(built({ codeExtensionOid: '1.2.86.11.7.3' }), '1.2.86.11.7.3')).toBeDefined();
  });

  it('points to the key of its issuer', () => {
    const { keyIdentifier, name } = issuerOf(authority.certificateChain().issuing);
    expect(extensionOf(built(), OID.authorityKeyIdentifier)?.value.includes(keyIdentifier)).toBe(true);
    expect(built().issuer).toEqual(name);
  });

  it('ends in four digits of the year from 2050 on', () => {
    const tbs = built({ notAfter: new Date('2050-02-02T08:30:00Z') });
    expect([tbs.notBefore.tag, tbs.notAfter.tag]).toEqual([TAG.UTC_TIME, TAG.GENERALIZED_TIME]);
  });

  it('holds the longest name that an enterprise may have', () => {
    const organisationName = '进'.repeat(100);
    const subject = { ...SUBJECT, organisationName, commonName: organisationName };
    expect(lintTbs(buildTbsCertificate(keyCertificate(authority, { subject })))).toEqual([]);
  });

  it("is not built for a key's number, a code, a serial or an address that its string cannot hold", () => {
    expect(() => built({ keyNumber: '编号 1' })).toThrow(RangeError);
    expect(() => built({ uscc: '９１３５' })).toThrow(RangeError);
    expect(() => built({ serial: 'xyz' })).toThrow(RangeError);
    expect(() => built({ serial: '00'.repeat(21) })).toThrow(RangeError);
    expect(() => built({ crlUrl: 'http://例.cn/crl' })).toThrow(RangeError);
  });
});

describe('An issuer', () => {
  it('is taken from its certificate in PEM or in DER', () => {
    const { issuing } = authority.certificateChain();
    const der = Buffer.from(issuing.replace(/-----.*-----|\n/g, ''), 'base64');
    expect(issuerOf(der)).toEqual(issuerOf(issuing));
    expect(issuerOf(der).name).toEqual(readCertificate(der).subject);
  });

  it('cannot be taken from text without a certificate', () => {
    expect(() => issuerOf('no certificate')).toThrow(RangeError);
  });
});
