import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SEAL_SIGNATURE_ALGORITHM, assembleSeal, buildSealInfo } from '@ekey/pki';
import { openFileCertificateAuthority } from '@ekey/pki/forge';
import { HELP, run } from './verify-seal.run';

const NOW = new Date('2026-06-01T00:00:00Z');
let folder: string;
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ekey-seal-'));
  const authority = await openFileCertificateAuthority({
    folder: at('ca'),
    passphrase: 'a passphrase of the tests',
    now: new Date('2026-01-05T00:00:00Z'),
    provider: {
      provinceName: '北京市',
      localityName: '北京市',
      organisationName: '示例电子商务中心',
      uscc: '91110000802100433B',
    },
    places: {
      crlUrl: 'http://ca.example.cn/crl',
      ocspUrl: 'http://ca.example.cn/ocsp',
      caIssuersUrl: 'http://ca.example.cn/ca.pem',
      policyOid: '1.2.3',
    },
    keyBits: { root: 2048 },
  });
  const { root, issuing } = authority.certificateChain();
  const info = buildSealInfo({
    sealId: 'ES-1',
    vendorId: 'EKEY',
    name: '福州示例进出口有限公司',
    certificates: [authority.sealMakerCertificate()],
    createdAt: new Date('2026-02-01T00:00:00Z'),
    validFrom: new Date('2026-02-01T00:00:00Z'),
    validUntil: new Date('2029-02-01T00:00:00Z'),
    picture: { type: 'PNG', data: Buffer.from('picture'), widthMm: 40, heightMm: 40 },
  });
  const seal = assembleSeal(
    info,
    authority.sealMakerCertificate(),
    SEAL_SIGNATURE_ALGORITHM,
    await authority.signSeal(info),
  );
  await writeFile(at('seal.esl'), seal);
  await writeFile(at('ca.pem'), issuing + root);
  await writeFile(at('root.pem'), root);
  await writeFile(at('maker.der'), authority.sealMakerCertificate());
});
afterAll(() => rm(folder, { recursive: true }));

async function said(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const answer = { code: -1, out: '', err: '' };
  const terminal = {
    out: (text: string) => void (answer.out += text),
    err: (text: string) => void (answer.err += text),
  };
  answer.code = await run(argv, terminal, NOW);
  return answer;
}

describe('verify-seal', () => {
  it('says that a seal is valid, and what it says', async () => {
    const { code, out } = await said(at('seal.esl'), '--ca', at('ca.pem'), '--certificate', at('maker.der'));
    expect(code).toBe(0);
    expect(out).toMatch(/^valid 有效\n {2}name: 福州示例进出口有限公司\n/);
    expect(out).toContain('maker: C=CN, ST=北京市, L=北京市, O=示例电子商务中心, CN=EKEY Seal Maker');
  });

  it('says what is wrong with another', async () => {
    const seal = await readFile(at('seal.esl'));
    seal.write('Q', seal.indexOf('picture'));
    await writeFile(at('changed.esl'), seal);
    const { code, out } = await said(at('changed.esl'), '--ca', at('ca.pem'));
    expect(code).toBe(1);
    expect(out).toMatch(
      /^not valid 无效\n {2}SealSignatureWrong: 电子印章签名验证失败。 The signature of the seal is wrong\./,
    );
  });

  it('checks for the moment it is given', async () => {
    const { code, out } = await said(at('seal.esl'), '--ca', at('ca.pem'), '--at', '2030-01-01T00:00:00Z', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      valid: false,
      findings: [{ code: 'SealExpired' }],
      seal: { sealId: 'ES-1' },
    });
  });

  it('trusts nobody but the roots it is given', async () => {
    expect((await said(at('seal.esl'), '--ca', at('root.pem'))).out).toContain('MakerCertificateNotTrusted');
  });

  it('looks at the list it is given', async () => {
    expect((await said(at('seal.esl'), '--ca', at('ca.pem'), '--crl', at('root.pem'))).out).toContain('CrlNotUsable');
  });

  it('writes the picture', async () => {
    await said(at('seal.esl'), '--ca', at('ca.pem'), '--picture', at('seal.png'));
    expect(await readFile(at('seal.png'), 'utf8')).toBe('picture');
  });

  it('describes what is no seal as that', async () => {
    expect(await said(at('root.pem'), '--ca', at('ca.pem'))).toMatchObject({
      code: 1,
      out: expect.stringContaining('SealMalformed'),
    });
  });

  it.each([
    ['no seal', () => ['--ca', at('ca.pem')], HELP],
    ['no authority', () => [at('seal.esl')], HELP],
    ['an unknown option', () => [at('seal.esl'), '--root', at('ca.pem')], '--root'],
    ['a file without certificate', () => [at('seal.esl'), '--ca', at('seal.esl')], 'holds no certificate'],
    ['a time that is none', () => [at('seal.esl'), '--ca', at('ca.pem'), '--at', 'noon'], 'is no time'],
    ['a file that is missing', () => [at('missing.esl'), '--ca', at('ca.pem')], 'ENOENT'],
  ])('explains itself when given %s', async (_, argv, message) => {
    const { code, err } = await said(...argv());
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  it('explains itself when asked', async () => {
    expect(await said('--help')).toMatchObject({ code: 0, out: HELP });
  });
});
