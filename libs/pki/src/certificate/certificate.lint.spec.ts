import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { type CertificateAuthority, OID, buildName, issuerOf, subjectName } from '..';
import { SUBJECT, keyCertificate, testAuthority } from '../../test/authority.fixture';
import { rsaPair, spkiOf } from '../../test/keys.fixture';
import {
  NULL,
  TAG,
  explicit,
  generalizedTime,
  integer,
  octetString,
  oid,
  sequence,
  setOf,
  time,
  tlv,
  utf8String,
} from '../asn1/der.writer';
import * as extensions from './certificate.extensions';
import { lintTbs } from './certificate.lint';
import { PROFILES } from './certificate-profile';
import { buildTbsCertificate, tbsCertificate } from './certificate.tbs';

let authority: CertificateAuthority;
let close: () => Promise<void>;
beforeAll(async () => ({ authority, close } = await testAuthority()));
afterAll(() => close());

const spki = () => spkiOf(rsaPair('enterprise'));
const NOT_BEFORE = new Date('2026-02-02T08:30:00Z');
const NOT_AFTER = new Date('2029-02-02T08:30:00Z');

/** Extensions of a signing certificate by name, so that a test can leave one out or put another in its place. */
const goodExtensions = () => ({
  constraints: extensions.basicConstraints(null),
  keyUsage: extensions.keyUsage(['digitalSignature', 'nonRepudiation']),
  extendedKeyUsage: extensions.extendedKeyUsage(OID.clientAuth, false),
  name: extensions.subjectAltNameUri('urn:ekey:key:EK-1'),
  subjectKey: extensions.subjectKeyIdentifier(spki()),
  authorityKey: extensions.authorityKeyIdentifier(Buffer.alloc(20, 1)),
  crl: extensions.crlDistributionPoint('http://ca.example.cn/crl'),
  access: extensions.authorityInfoAccess({
    ocspUrl: 'http://ca.example.cn/ocsp',
    caIssuersUrl: 'http://ca.example.cn/ca.pem',
  }),
  policy: extensions.certificatePolicy('1.2.3'),
});

type Extensions = Partial<Record<keyof ReturnType<typeof goodExtensions>, Buffer | null>>;
type Fields = Partial<Parameters<typeof tbsCertificate>[0]>;

function codesWith(fields: Fields, changed: Extensions = {}, more: Buffer[] = []): string[] {
  const all = Object.values({ ...goodExtensions(), ...changed }).filter((extension) => extension !== null);
  const { name } = issuerOf(authority.certificateChain().issuing);
  const tbs = tbsCertificate({
    serial: '4A01',
    issuerName: name,
    subjectName: subjectName(SUBJECT, 'EK-1'),
    spki: spki(),
    notBefore: NOT_BEFORE,
    notAfter: NOT_AFTER,
    extensions: [...all, ...more],
    ...fields,
  });
  return lintTbs(tbs).map(({ code }) => code);
}

describe('The linter', () => {
  it('finds nothing in a good certificate', () => {
    expect(codesWith({})).toEqual([]);
  });

  it('finds a serial number that is zero', () => {
    expect(codesWith({ serial: '00' })).toEqual(['SerialNumberNotPositive']);
  });

  it('finds a serial number of 21 octets, which the sign octet makes of 20', () => {
    expect(codesWith({ serial: 'FF'.repeat(20) })).toEqual(['SerialNumberTooLong']);
  });

  it('finds a validity that ends before it begins', () => {
    expect(codesWith({ notBefore: NOT_AFTER, notAfter: NOT_BEFORE })).toEqual(['ValidityInverted']);
    expect(codesWith({ notAfter: NOT_BEFORE })).toEqual(['ValidityInverted']);
  });

  it('finds an empty subject', () => {
    expect(codesWith({ subjectName: buildName([]) })).toEqual(['NameEmpty']);
  });

  it('finds a name in the wrong type of string', () => {
    const country = sequence(setOf(sequence(oid(OID.countryName), utf8String('CN'))));
    expect(codesWith({ subjectName: country })).toEqual(['NameStringWrong']);
  });

  it('finds a name that is empty or too long, and a country of three letters', () => {
    expect(codesWith({ subjectName: buildName([{ type: OID.commonName, value: '' }]) })).toEqual(['NameTooLong']);
    expect(codesWith({ subjectName: buildName([{ type: OID.commonName, value: '名'.repeat(129) }]) })).toEqual([
      'NameTooLong',
    ]);
    expect(codesWith({ subjectName: buildName([{ type: OID.countryName, value: 'CHN' }]) })).toEqual(['NameTooLong']);
  });

  it('finds a weak key', () => {
    const weak = spkiOf(rsaPair('weak', 1024));
    expect(codesWith({ spki: weak }, { subjectKey: extensions.subjectKeyIdentifier(weak) })).toEqual(['KeyTooWeak']);
  });

  it('finds a key of another kind', () => {
    const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'der' });
    expect(codesWith({ spki: curve }, { subjectKey: extensions.subjectKeyIdentifier(curve) })).toEqual([
      'KeyNotSupported',
    ]);
  });

  it.each(['constraints', 'subjectKey', 'authorityKey', 'crl', 'access', 'policy', 'name'] as const)(
    'finds the extension "%s" missing',
    (name) => {
      expect(codesWith({}, { [name]: null })).toEqual(['ExtensionMissing']);
    },
  );

  it('finds a certificate without key usage, and one with that of no profile', () => {
    expect(codesWith({}, { keyUsage: null })).toEqual(['KeyUsageWrong']);
    expect(codesWith({}, { keyUsage: extensions.keyUsage(['digitalSignature', 'keyCertSign']) })).toEqual([
      'KeyUsageWrong',
    ]);
  });

  it('finds a signing certificate without its extended usage, and one with another', () => {
    expect(codesWith({}, { extendedKeyUsage: null })).toEqual(['ExtendedKeyUsageWrong']);
    expect(codesWith({}, { extendedKeyUsage: extensions.extendedKeyUsage('1.3.6.1.5.5.7.3.1', false) })).toEqual([
      'ExtendedKeyUsageWrong',
    ]);
  });

  it('finds an extension that stands twice', () => {
    expect(codesWith({}, {}, [goodExtensions().policy])).toEqual(['ExtensionRepeated']);
  });

  it('finds an extension whose criticality is wrong', () => {
    const usage = extensions.extension(
      OID.keyUsage,
      false,
      extensions.keyUsageValue(['digitalSignature', 'nonRepudiation']),
    );
    expect(codesWith({}, { keyUsage: usage })).toEqual(['CriticalityWrong']);
    expect(codesWith({}, {}, [extensions.extension('1.2.3.4', true, NULL)])).toEqual(['CriticalityWrong']);
  });

  it('finds an enterprise that would become an authority', () => {
    expect(codesWith({}, { constraints: extensions.basicConstraints({ pathLength: 0 }) })).toEqual([
      'BasicConstraintsWrong',
    ]);
  });

  it('finds a key identifier of another key', () => {
    const other = extensions.subjectKeyIdentifier(spkiOf(rsaPair('another')));
    expect(codesWith({}, { subjectKey: other })).toEqual(['KeyIdentifierWrong']);
  });

  it('finds a person in the alternative name, alone or beside the key', () => {
    const mail = tlv(0x81, Buffer.from('zhang@example.cn'));
    const key = tlv(0x86, Buffer.from('urn:ekey:key:EK-1'));
    for (const names of [
      sequence(mail),
      sequence(key, mail),
      sequence(tlv(0x86, Buffer.from('urn:id:110101199001010014'))),
    ]) {
      expect(codesWith({}, { name: extensions.extension(OID.subjectAltName, false, names) })).toEqual([
        'SubjectAltNameWrong',
      ]);
    }
  });

  it('finds addresses that are none', () => {
    expect(codesWith({}, { crl: extensions.crlDistributionPoint('ldap://ca.example.cn') })).toEqual(['LocationWrong']);
    expect(codesWith({}, { access: extensions.extension(OID.authorityInfoAccess, false, sequence()) })).toEqual([
      'LocationWrong',
    ]);
  });

  it('holds a certificate to the profile that is asked for', () => {
    const encryption = buildTbsCertificate(keyCertificate(authority, { profile: 'encryption' }));
    expect(lintTbs(encryption, 'signing').map(({ code }) => code)).toEqual(['KeyUsageWrong', 'ExtendedKeyUsageWrong']);
  });

  it('finds in bytes that were good what was changed in them since', () => {
    const tbs = buildTbsCertificate(keyCertificate(authority));
    expect(lintTbs(tbs)).toEqual([]);
    tbs.writeUInt8(1, tbs.indexOf(Buffer.from('a003020102', 'hex')) + 4);
    expect(lintTbs(tbs).map(({ code }) => code)).toEqual(['TbsVersionWrong']);
  });

  it('finds nothing by its own profile in what is good for a named one, since no two have the same usages', () => {
    const usages = Object.values(PROFILES).map(({ keyUsage, extendedKeyUsage }) => [keyUsage, extendedKeyUsage]);
    expect(new Set(usages.map((each) => JSON.stringify(each))).size).toBe(usages.length);
  });

  it('finds a version with something behind it', () => {
    const tbs = buildTbsCertificate(keyCertificate(authority));
    const version = explicit(0, integer(2));
    const rest = tbs.subarray(tbs.indexOf(version) + version.length);
    expect(lintTbs(sequence(explicit(0, Buffer.concat([integer(2), NULL])), rest))).toMatchObject([
      { code: 'TbsMalformed' },
    ]);
  });

  it('finds an older version, another algorithm and a wrong type of time', () => {
    const name = subjectName(SUBJECT, 'EK-1');
    const sha1 = sequence(oid('1.2.840.113549.1.1.5'), NULL);
    const all = explicit(3, sequence(...Object.values(goodExtensions())));
    const tbs = sequence(
      integer(1),
      sha1,
      name,
      sequence(generalizedTime(NOT_BEFORE), time(NOT_AFTER)),
      name,
      spki(),
      all,
    );
    expect(lintTbs(tbs).map(({ code }) => code)).toEqual([
      'TbsVersionWrong',
      'SignatureAlgorithmWrong',
      'ValidityTimeWrong',
    ]);
  });

  it('says in both languages what it found and where', () => {
    expect(lintTbs(Buffer.alloc(0))).toEqual([
      { code: 'TbsMalformed', zh: expect.any(String), en: expect.any(String), detail: 'an element is missing' },
    ]);
  });

  it('meets any bytes and any change of a certificate with findings or none, never with an exception', () => {
    const tbs = buildTbsCertificate(keyCertificate(authority));
    const change = fc.tuple(fc.nat(tbs.length - 1), fc.uint8Array({ minLength: 1, maxLength: 4 }));
    fc.assert(
      fc.property(change, ([at, octets]) => {
        const changed = Buffer.concat([tbs.subarray(0, at), octets, tbs.subarray(at + octets.length)]);
        return Array.isArray(lintTbs(changed));
      }),
      { numRuns: 500 },
    );
    expect(lintTbs(octetString(tbs))).toHaveLength(1);
    expect(lintTbs(tlv(TAG.SEQUENCE))).toHaveLength(1);
  });
});
