import { generateKeyPairSync, sign } from 'node:crypto';
import { keyCertificate, testAuthority } from '../test/authority.fixture';
import { rsaPair, spkiOf } from '../test/keys.fixture';
import { assembleCertificate } from './certificate/certificate.assemble';
import type { CertificateAuthority } from './certificate/certificate-authority.port';
import type { KeyCertificate } from './certificate/certificate.tbs';
import { buildTbsCertificate } from './certificate/certificate.tbs';
import { challengeText, isSignedByHolder, readSigner } from './key-proof';
import { fromPem } from './pem';

let authority: CertificateAuthority;
let other: CertificateAuthority;
const closings: (() => Promise<void>)[] = [];
beforeAll(async () => {
  for (const made of [await testAuthority(), await testAuthority()]) {
    closings.push(made.close);
    other = authority;
    authority = made.authority;
  }
});
afterAll(() => Promise.all(closings.map((close) => close())));

async function issued(changes: Partial<KeyCertificate> = {}, by = authority): Promise<Buffer> {
  const tbs = buildTbsCertificate(keyCertificate(by, changes));
  return assembleCertificate(tbs, await by.signTbs(tbs)).der;
}
const midway = new Date('2027-02-02T08:30:00Z');
const read = (der: Buffer, at = midway) => readSigner(der, authority.certificateChain(), at);

describe('whose certificate it is', () => {
  it('is told of one that our authority issued for signatures, also after its end', async () => {
    const signer = { serial: '4A00000000000000000000000000BEEF', notAfter: new Date('2029-02-02T08:30:00Z') };
    expect(read(await issued())).toEqual(signer);
    expect(read(await issued(), new Date('2029-03-01T00:00:00Z'))).toEqual(signer);
  });
  it('is nobody’s where another authority issued it, whatever name that has', async () =>
    expect(read(await issued({}, other))).toBe('CertificateOfAnotherAuthority'));
  it('is nobody’s under the root of another, of the same name too, once it was found under ours', async () => {
    const der = await issued();
    const theirs = { ...authority.certificateChain(), root: other.certificateChain().root };
    for (let round = 0; round < 2; round += 1) {
      expect(read(der)).toHaveProperty('serial');
      expect(readSigner(der, theirs, midway)).toBe('CertificateOfAnotherAuthority');
    }
  });
  it('is nobody’s for signing where it is for encryption', async () =>
    expect(read(await issued({ profile: 'encryption' }))).toBe('CertificateNotForSigning'));
  it('is nobody’s yet before it begins', async () =>
    expect(read(await issued(), new Date('2026-02-01T00:00:00Z'))).toBe('CertificateNotYetValid'));
  it('is not to be read from anything else, and reading never throws', async () => {
    const whole = await issued();
    for (const bytes of [Buffer.alloc(0), Buffer.from('-----BEGIN'), whole.subarray(0, -1), whole.subarray(4)])
      expect(read(bytes)).toBe('CertificateUnreadable');
  });
  it('is not ours where a bit of it was changed', async () => {
    const changed = Buffer.from(await issued());
    changed[changed.length - 1] = (changed[changed.length - 1] ?? 0) ^ 1;
    expect(read(changed)).toBe('CertificateOfAnotherAuthority');
  });
  it('is the authority’s own for nothing here', () => {
    const [root = Buffer.alloc(0)] = fromPem('CERTIFICATE', authority.certificateChain().root) ?? [];
    expect(read(root)).toBe('CertificateNotForSigning');
  });
});

describe('what a key has signed', () => {
  const challenge = { purpose: 'log-in', origin: 'https://portal.example', nonce: 'a-nonce' } as const;
  const text = challengeText(challenge);
  const holder = rsaPair('enterprise');
  const signature = sign('sha256', Buffer.from(text), holder.privateKey).toString('base64');

  it('is recognised by its certificate', async () =>
    expect(isSignedByHolder(await issued(), text, signature)).toBe(true));
  it('proves nothing for another purpose, origin or nonce', async () => {
    const certificate = await issued();
    const others = [{ purpose: 'renewal' as const }, { origin: 'https://elsewhere.example' }, { nonce: 'b-nonce' }];
    for (const change of others)
      expect(isSignedByHolder(certificate, challengeText({ ...challenge, ...change }), signature)).toBe(false);
  });
  it('proves nothing for another key', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const stranger = await issued({ spki: spkiOf({ publicKey } as never) });
    expect(isSignedByHolder(stranger, text, signature)).toBe(false);
    expect(isSignedByHolder(stranger, text, 'AAAA')).toBe(false);
  });
});
