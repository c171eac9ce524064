import { X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { type CertificateAuthority, OCSP_LIMITS, type OcspRequest, parseOcspRequest, questionsOf } from '..';
import { testAuthority } from '../../test/authority.fixture';
import { NULL, boolean, explicit, integer, octetString, oid, sequence } from '../asn1/der.writer';
import { OID } from '../asn1/object-identifiers';
import { extension } from '../certificate/certificate.extensions';
import { statusRequest } from '../testing';

let authority: CertificateAuthority;
let issuer: X509Certificate;
let root: X509Certificate;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ authority, close } = await testAuthority());
  [issuer, root] = [
    new X509Certificate(authority.certificateChain().issuing),
    new X509Certificate(authority.certificateChain().root),
  ];
});
afterAll(() => close());

const HASHES = ['sha1', 'sha256', 'sha384', 'sha512'] as const;

function read(der: Buffer): OcspRequest {
  const request = parseOcspRequest(der);
  if (request === null) throw new Error('not understood');
  return request;
}

const certId = (): Buffer => read(statusRequest([{ issuer, serial: '01' }])).questions[0]?.certId ?? Buffer.alloc(0);

describe('A question for the status of a certificate', () => {
  it.each(HASHES)('names its authority by %s of name and key', (hash) => {
    const isOurs = questionsOf(issuer.raw);
    const of = (by: X509Certificate) => read(statusRequest([{ issuer: by, serial: '4A0B', hash }])).questions[0];
    expect(of(issuer)).toMatchObject({ serial: '4A0B' });
    expect([of(issuer), of(root)].map((question) => question && isOurs(question))).toEqual([true, false]);
  });

  it('is about another authority where only one of the two fits, or the hash is not known', () => {
    const [ours] = read(statusRequest([{ issuer, serial: '01' }])).questions;
    const [theirs] = read(statusRequest([{ issuer: root, serial: '01' }])).questions;
    if (!ours || !theirs) throw new Error('no question');
    const isOurs = questionsOf(issuer.raw);
    expect(isOurs({ ...ours, issuerKeyHash: theirs.issuerKeyHash })).toBe(false);
    expect(isOurs({ ...ours, issuerNameHash: theirs.issuerNameHash })).toBe(false);
    expect(isOurs({ ...ours, hashAlgorithm: OID.sha256 })).toBe(false);
    expect(isOurs({ ...ours, hashAlgorithm: '1.2.840.113549.2.5' })).toBe(false);
  });

  it('for a negative number is about no certificate', () => {
    const negative = Buffer.concat([certId().subarray(0, -1), Buffer.of(0xff)]);
    expect(read(sequence(sequence(sequence(sequence(negative))))).questions).toMatchObject([{ serial: null }]);
  });
});

describe('A request', () => {
  const list = (...more: Buffer[]): Buffer => sequence(sequence(certId()), ...more);
  const withExtensions = (...extensions: Buffer[]): Buffer =>
    sequence(sequence(list(), explicit(2, sequence(...extensions))));
  const nonce = (length: number): Buffer => extension(OID.ocspNonce, false, octetString(Buffer.alloc(length, 1)));

  it('may name its version and who asks, and may be signed', () => {
    const tbs = sequence(explicit(0, integer(0)), explicit(1, octetString(Buffer.from('somebody'))), list());
    expect(read(sequence(tbs, explicit(0, sequence(NULL)))).questions).toHaveLength(1);
  });

  it('may hold as many questions as the limit says, and not one more', () => {
    const asked = (count: number) => statusRequest(Array.from({ length: count }, () => ({ issuer, serial: '01' })));
    expect(read(asked(OCSP_LIMITS.questions)).questions).toHaveLength(OCSP_LIMITS.questions);
    expect(parseOcspRequest(asked(OCSP_LIMITS.questions + 1))).toBeNull();
    expect(parseOcspRequest(Buffer.concat([asked(1), Buffer.alloc(OCSP_LIMITS.bytes)]))).toBeNull();
  });

  it('may have extensions that need not be known, and its nonce may be critical', () => {
    const preference = extension('1.3.6.1.5.5.7.48.1.8', false, sequence());
    const critical = extension(OID.ocspNonce, true, octetString(Buffer.alloc(16, 1)));
    expect(read(withExtensions(preference, critical)).nonce).toEqual(octetString(Buffer.alloc(16, 1)));
    expect(read(withExtensions(preference)).nonce).toBeNull();
  });

  it.each([
    ['of another version', () => sequence(sequence(explicit(0, integer(1)), list()))],
    [
      'with something behind its version',
      () => sequence(sequence(explicit(0, Buffer.concat([integer(0), NULL])), list())),
    ],
    ['without a question', () => sequence(sequence(sequence()))],
    ['with a critical extension that nobody knows', () => withExtensions(extension('1.2.3', true, NULL))],
    ['with one on a question', () => sequence(sequence(sequence(sequence(certId(), explicit(0, sequence(extension('1.2.3', true, NULL)))))))], // prettier-ignore
    ['with an empty nonce', () => withExtensions(nonce(0))],
    ['with a nonce that is too long', () => withExtensions(nonce(129))],
    ['with two nonces', () => withExtensions(nonce(16), nonce(16))],
    ['with a nonce that is none', () => withExtensions(extension(OID.ocspNonce, false, boolean(true)))],
    ['with something behind it', () => Buffer.concat([sequence(sequence(list())), NULL])],
    ['with something behind a question', () => sequence(sequence(sequence(sequence(certId(), NULL))))],
    ['that is a certificate', () => issuer.raw],
    ['that is something else', () => oid(OID.ocspBasic)],
  ])('%s is malformed', (_, make) => {
    expect(parseOcspRequest(make())).toBeNull();
  });

  it('of any bytes is answered without an exception', () => {
    const der = statusRequest([{ issuer, serial: '4A0B' }], Buffer.alloc(16, 1));
    fc.assert(fc.property(fc.nat(der.length - 1), (end) => parseOcspRequest(der.subarray(0, end)) === null));
    fc.assert(
      fc.property(fc.nat(der.length - 1), fc.nat(255), (at, octet) => {
        const changed = Buffer.from(der);
        changed[at] = octet;
        parseOcspRequest(changed);
      }),
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => parseOcspRequest(Buffer.from(bytes)) === null));
  });
});
