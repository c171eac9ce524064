import { X509Certificate, createPrivateKey, verify } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  type CertificateAuthority,
  type SigningRefused,
  buildSealInfo,
  buildTbsCertificate,
  buildTbsCrl,
  issuerOf,
  lintTbs,
  readCertificate,
} from '..';
import { FOUNDED, PASSPHRASE, PLACES, PROVIDER, keyCertificate, testAuthority } from '../../test/authority.fixture';
import { AUTHORITY_FILES, AuthorityUnreadable, openFileCertificateAuthority } from '.';

let authority: CertificateAuthority;
let made: string;
let folder: string;
let close: () => Promise<void>;
beforeAll(async () => ({ authority, folder: made, close } = await testAuthority()));
afterAll(() => close());

/** Each test has its own copy of the folder, alone in a place of its own. */
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'ekey-authority-')), 'ca');
  await cp(made, folder, { recursive: true });
});
afterEach(() => rm(dirname(folder), { recursive: true }));

const open = (passphrase = PASSPHRASE, into = folder) =>
  openFileCertificateAuthority({
    folder: into,
    passphrase,
    provider: PROVIDER,
    places: PLACES,
    now: new Date('2026-09-01T00:00:00Z'),
    keyBits: { root: 2048 },
  });

const chain = () => {
  const { root, issuing } = authority.certificateChain();
  return {
    root: new X509Certificate(root),
    issuing: new X509Certificate(issuing),
    maker: new X509Certificate(authority.sealMakerCertificate()),
  };
};

describe('The authority in files, at its first start', () => {
  it('makes a root, an issuing authority below it and a seal maker below that', () => {
    const { root, issuing, maker } = chain();
    expect([root.checkIssued(root), issuing.checkIssued(root), maker.checkIssued(issuing)]).toEqual([true, true, true]);
    expect([root.verify(root.publicKey), issuing.verify(root.publicKey), maker.verify(issuing.publicKey)]).toEqual([
      true,
      true,
      true,
    ]);
    expect([root.ca, issuing.ca, maker.ca]).toEqual([true, true, false]);
  });

  it('names the provider in all of them, in Chinese', () => {
    for (const { subject } of Object.values(chain())) expect(subject).toContain('O=示例电子商务中心');
  });

  it("makes the seal maker's certificate by its profile", () => {
    expect(lintTbs(readCertificate(authority.sealMakerCertificate()).tbs, 'seal-maker')).toEqual([]);
  });

  it('writes six files that only their owner can read, the keys encrypted', async () => {
    expect((await readdir(folder)).sort()).toEqual([...AUTHORITY_FILES].sort());
    for (const name of AUTHORITY_FILES) expect((await stat(join(made, name))).mode & 0o777).toBe(0o600);
    for (const name of AUTHORITY_FILES.filter((file) => file.includes('key'))) {
      const pem = await readFile(join(folder, name), 'utf8');
      expect(pem).toContain('BEGIN ENCRYPTED PRIVATE KEY');
      expect(() => createPrivateKey({ key: pem, passphrase: 'another passphrase' })).toThrow();
    }
  });

  it('leaves nothing beside its folder', async () => {
    expect(await readdir(dirname(made))).toEqual(['ca']);
  });

  it('starts again after it was killed half-way', async () => {
    await rm(folder, { recursive: true });
    const half = `${folder}.making-Ab12Cd`;
    await mkdir(half);
    await writeFile(join(half, 'root.key.pem'), '-----BEGIN ENCRYP');
    await open();
    expect(await readdir(dirname(folder))).toEqual(['ca']);
    expect(await readdir(folder)).toHaveLength(AUTHORITY_FILES.length);
  });

  it('takes an empty folder for none', async () => {
    await rm(folder, { recursive: true });
    await mkdir(folder);
    await open();
    expect(await readdir(folder)).toHaveLength(AUTHORITY_FILES.length);
  });

  it('wants a passphrase that nobody guesses', async () => {
    await expect(open('short')).rejects.toThrow(RangeError);
  });

  it('makes the root of 3072 bits unless told otherwise', async () => {
    const into = `${folder}-2`;
    const standard = await openFileCertificateAuthority({
      folder: into,
      passphrase: PASSPHRASE,
      provider: PROVIDER,
      places: PLACES,
      now: FOUNDED,
    });
    const bits = (pem: string) => new X509Certificate(pem).publicKey.asymmetricKeyDetails?.modulusLength;
    expect([bits(standard.certificateChain().root), bits(standard.certificateChain().issuing)]).toEqual([3072, 2048]);
  });
});

describe('The authority in files, opened again', () => {
  it('is the same', async () => {
    expect((await open()).fingerprints()).toEqual(authority.fingerprints());
    expect((await open()).certificateChain()).toEqual(authority.certificateChain());
  });

  it('gives the same signature for the same bytes', async () => {
    const tbs = buildTbsCertificate(keyCertificate(authority));
    expect(await (await open()).signTbs(tbs)).toEqual(await authority.signTbs(tbs));
  });

  it.each(AUTHORITY_FILES)('stops where %s is missing, and names it', async (name) => {
    await rm(join(folder, name));
    await expect(open()).rejects.toThrow(
      new AuthorityUnreadable(join(folder, name), 'is missing: restore it from the backup'),
    );
  });

  it.each(AUTHORITY_FILES.filter((file) => file !== 'root.key.pem'))(
    'stops where %s is broken, and names it',
    async (name) => {
      await writeFile(join(folder, name), 'broken');
      await expect(open()).rejects.toMatchObject({ name: 'AuthorityUnreadable', file: join(folder, name) });
    },
  );

  it('stops with another passphrase, without showing either', async () => {
    const message = `${join(folder, 'issuing.key.pem')}: cannot be decrypted with the passphrase given`;
    await expect(open('another passphrase of the tests')).rejects.toThrow(new Error(message));
  });

  it("stops where a certificate or a key is another authority's", async () => {
    const other = `${folder}-other`;
    await open(PASSPHRASE, other);
    for (const name of [
      'root.cert.pem',
      'issuing.cert.pem',
      'issuing.key.pem',
      'seal-maker.cert.pem',
      'seal-maker.key.pem',
    ]) {
      const own = await readFile(join(folder, name));
      await writeFile(join(folder, name), await readFile(join(other, name)));
      await expect(open()).rejects.toThrow(AuthorityUnreadable);
      await writeFile(join(folder, name), own);
    }
  });

  it('stops where its folder is a file', async () => {
    await rm(folder, { recursive: true });
    await writeFile(folder, '');
    await expect(open()).rejects.toThrow(AuthorityUnreadable);
  });
});

describe('The authority signs', () => {
  const tbs = (changes: Parameters<typeof keyCertificate>[1] = {}) =>
    buildTbsCertificate(keyCertificate(authority, changes));
  const crl = () =>
    buildTbsCrl({
      issuer: issuerOf(authority.certificateChain().issuing),
      thisUpdate: FOUNDED,
      nextUpdate: new Date('2026-01-05T01:00:00Z'),
      crlNumber: 1,
      revoked: [],
    });
  const seal = () =>
    buildSealInfo({
      sealId: 'ES-1',
      vendorId: 'EKEY',
      name: '示例',
      certificates: [Buffer.from('certificate')],
      createdAt: FOUNDED,
      validFrom: FOUNDED,
      validUntil: new Date('2027-01-05T00:00:00Z'),
      picture: { type: 'PNG', data: Buffer.alloc(1), widthMm: 40, heightMm: 40 },
    });
  const refused = (signing: Promise<Buffer>): Promise<readonly string[]> =>
    signing.then(
      () => [],
      (error: SigningRefused) => error.codes,
    );

  it("certificates and lists with the issuing key, seals with the maker's", async () => {
    const { issuing, maker } = chain();
    expect(verify('sha256', tbs(), issuing.publicKey, await authority.signTbs(tbs()))).toBe(true);
    expect(verify('sha256', crl(), issuing.publicKey, await authority.signCrl(crl()))).toBe(true);
    expect(verify('sha256', seal(), maker.publicKey, await authority.signSeal(seal()))).toBe(true);
  });

  it('no certificate in which the linter finds anything', async () => {
    expect(await refused(authority.signTbs(tbs({ notAfter: FOUNDED })))).toEqual(['ValidityInverted']);
    expect(await refused(authority.signTbs(Buffer.from('anything')))).toEqual(['TbsMalformed']);
  });

  it("no certificate in another's name", async () => {
    const issuer = { ...keyCertificate(authority).issuer, name: issuerOf(authority.certificateChain().root).name };
    expect(await refused(authority.signTbs(tbs({ issuer })))).toEqual(['AnotherIssuer']);
  });

  it('no certificate that outlives it', async () => {
    expect(await refused(authority.signTbs(tbs({ notAfter: new Date('2036-01-05T00:00:01Z') })))).toEqual([
      'OutlivesIssuer',
    ]);
  });

  it('no kind of thing as another', async () => {
    expect(await refused(authority.signCrl(tbs()))).toEqual(['NotACertificateList']);
    expect(await refused(authority.signCrl(Buffer.from('anything')))).toEqual(['NotACertificateList']);
    expect(await refused(authority.signSeal(tbs()))).toEqual(['NotASeal']);
    expect(await refused(authority.signTbs(crl()))).toEqual(['TbsMalformed']);
  });

  it("no list in another's name", async () => {
    const foreign = buildTbsCrl({
      issuer: issuerOf(authority.certificateChain().root),
      thisUpdate: FOUNDED,
      nextUpdate: new Date('2026-02-01T00:00:00Z'),
      crlNumber: 1,
      revoked: [],
    });
    expect(await refused(authority.signCrl(foreign))).toEqual(['AnotherIssuer']);
  });
});
