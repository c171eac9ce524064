import { createHash, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { recorded } from '@ekey/kernel/testing';
import { buildTbsCertificate, issuerOf, type CertificateAuthority } from '@ekey/pki';
import { exampleAuthority, places } from '../testing/example-authority';
import { whenIssuancePreparedThenSign as effect } from './when-issuance-prepared-then-sign.effect';

const clock = { now: () => '2026-03-02T02:00:05.000Z' };
const serial = '4A'.repeat(16);
let authority: CertificateAuthority;
let tbs: Buffer;
const lines: string[][] = [];
const log = {
  signing: (...said: string[]) => lines.push(['before', ...said]),
  signed: (...said: string[]) => lines.push(['after', ...said]),
};
beforeAll(async () => {
  authority = await exampleAuthority();
  tbs = buildTbsCertificate({
    ...places,
    serial,
    profile: 'signing',
    issuer: issuerOf(authority.certificateChain().issuing),
    subject: { provinceName: '广东省', localityName: '深圳市', organisationName: '示例', commonName: '示例' },
    uscc: '91440300MA5F3X7Y2K',
    spki: generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'der' }),
    keyNumber: 'EK1',
    notBefore: new Date('2026-03-02T02:00:00.000Z'),
    notAfter: new Date('2027-03-02T02:00:00.000Z'),
  });
});
const prepared = () =>
  recorded(
    {
      type: 'IssuancePrepared' as const,
      data: {
        ...{ serial, profile: 'signing' as const, notBefore: 'from', notAfter: 'to', preparedAt: 'then' },
        ...{ tbs: tbs.toString('base64'), tbsSha256: createHash('sha256').update(tbs).digest('hex') },
      },
    },
    { stream: `issuance.Certificate-${serial}` },
  );

describe('a prepared issuance', () => {
  it('is signed as it stands, with a line in the log before and after', async () => {
    const report = await effect.act(prepared(), { authority, clock, log });
    const certificate = new X509Certificate(Buffer.from(report?.data.certificate ?? '', 'base64'));
    expect(certificate.verify(new X509Certificate(authority.certificateChain().issuing).publicKey)).toBe(true);
    expect(certificate.raw.includes(tbs)).toBe(true);
    expect(report?.data.sha256).toBe(createHash('sha256').update(certificate.raw).digest('hex'));
    expect(lines).toEqual([
      ['before', serial, prepared().data.tbsSha256],
      ['after', serial, report?.data.sha256],
    ]);
  });
  it('gives the same certificate when the record of the first signature was lost', async () => {
    const [first, second] = [
      await effect.act(prepared(), { authority, clock, log }),
      await effect.act(prepared(), { authority, clock, log }),
    ];
    expect(second?.data.certificate).toBe(first?.data.certificate);
  });
  it('reports nothing where the authority does not sign', async () => {
    const refusing = { ...authority, signTbs: () => Promise.reject(new Error('the key is not at hand')) };
    await expect(effect.act(prepared(), { authority: refusing, clock, log })).rejects.toThrow('not at hand');
  });
});
