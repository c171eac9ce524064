import { execFileSync, spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  type CertificateAuthority,
  type CertificateStanding,
  type RevocationReason,
  type StatusResponder,
  OID,
  REVOCATION_REASONS,
  assembleOcspResponse,
  buildResponseData,
  parseOcspRequest,
} from '../src';
import { readStatuses, statusRequest } from '../src/testing';
import { testAuthority } from './authority.fixture';

/** As in the suite of certificates: openssl is asked too where it is installed. */
const OPENSSL = spawnSync('openssl', ['version']).status === 0;

let authority: CertificateAuthority;
let responder: StatusResponder;
let issuer: X509Certificate;
let folder: string;
let close: () => Promise<void>;
beforeAll(async () => {
  const made = await testAuthority();
  [authority, folder, close] = [made.authority, dirname(made.folder), made.close];
  const now = Date.now();
  responder = await authority.delegateResponder(new Date(now - 60_000), new Date(now + 86_400_000));
  issuer = new X509Certificate(authority.certificateChain().issuing);
  writeFileSync(join(folder, 'root.pem'), authority.certificateChain().root);
  writeFileSync(join(folder, 'issuing.pem'), authority.certificateChain().issuing);
});
afterAll(() => close());

const SERIAL = '4A00000000000000000000000000BEEF';
const NOW = new Date(Math.floor(Date.now() / 1000) * 1000);
const NEXT = new Date(NOW.getTime() + 600_000);

/** What the responder answers to a request, told the same of every certificate. */
async function answered(request: Buffer, standing: CertificateStanding): Promise<Buffer> {
  const asked = parseOcspRequest(request);
  if (asked === null) throw new Error('the request was not understood');
  const data = buildResponseData({
    ...{ responderId: responder.id, producedAt: NOW, nextUpdate: NEXT, nonce: asked.nonce },
    answers: asked.questions.map(({ certId }) => ({ certId, standing })),
  });
  return assembleOcspResponse(data, await responder.sign(data), responder.certificate);
}

/** What openssl makes of an answer to its own request; null where there is no openssl. */
async function toldByOpenssl(standing: CertificateStanding): Promise<string | null> {
  if (!OPENSSL) return null;
  const file = (name: string): string => join(folder, name);
  const about = ['-issuer', file('issuing.pem'), '-serial', `0x${SERIAL}`];
  execFileSync('openssl', ['ocsp', ...about, '-reqout', file('request.der')], { stdio: 'pipe' });
  const request = readFileSync(file('request.der'));
  writeFileSync(file('answer.der'), await answered(request, standing));
  const trust = ['-CAfile', file('root.pem'), '-verify_other', file('issuing.pem')];
  const read = spawnSync(
    'openssl',
    // It would write another nonce over that of the request it sent.
    ['ocsp', ...about, ...trust, '-no_nonce', '-reqin', file('request.der'), '-respin', file('answer.der')],
    { encoding: 'utf8' },
  );
  return read.stdout + read.stderr;
}

const REVOKED = { is: 'revoked', at: new Date('2026-03-02T02:00:00Z'), reason: 'keyCompromise' } as const;

describe('An answer about a certificate', () => {
  it.each([
    ['good', { is: 'good' }],
    ['unknown', { is: 'unknown' }],
    ['revoked', REVOKED],
  ] as const)('that is %s is read so by other programs', async (status, standing) => {
    const { told, producedAt } = readStatuses(
      await answered(statusRequest([{ issuer, serial: SERIAL }]), standing),
      issuer,
    );
    expect(told).toMatchObject([
      { serial: SERIAL, status, thisUpdate: NOW.toISOString(), nextUpdate: NEXT.toISOString() },
    ]);
    expect(producedAt).toBe(NOW.toISOString());
    const openssl = await toldByOpenssl(standing);
    expect(openssl === null || openssl.includes(`0x${SERIAL}: ${status}`)).toBe(true);
    expect(openssl === null || openssl.includes('Response verify OK')).toBe(true);
    expect(openssl === null || !openssl.includes('WARNING')).toBe(true);
  });

  it('tells since when and for which reason it is revoked or on hold', async () => {
    const reasons = Object.keys(REVOCATION_REASONS) as RevocationReason[];
    for (const reason of reasons) {
      const answer = await answered(statusRequest([{ issuer, serial: SERIAL }]), { ...REVOKED, reason });
      const [told] = readStatuses(answer, issuer).told;
      expect(told?.at).toBe('2026-03-02T02:00:00.000Z');
      expect(told?.reason).toBe(reason === 'unspecified' ? undefined : REVOCATION_REASONS[reason]);
    }
    const openssl = await toldByOpenssl({ ...REVOKED, reason: 'certificateHold' });
    expect(openssl === null || openssl.includes('Reason: certificateHold')).toBe(true);
  });

  it('stands beside the others that were asked for, in their order', async () => {
    const serials = ['01', '7F', '80', 'FF00', SERIAL];
    const request = statusRequest(serials.map((serial, i) => ({ issuer, serial, hash: i % 2 ? 'sha256' : 'sha1' })));
    const { told } = readStatuses(await answered(request, { is: 'good' }), issuer);
    expect(told.map(({ serial }) => serial)).toEqual(serials);
  });

  it('repeats the nonce of the request, and has none where none was sent', async () => {
    for (const nonce of [Buffer.alloc(1, 7), Buffer.alloc(32, 8), Buffer.alloc(128, 9)]) {
      const request = statusRequest([{ issuer, serial: SERIAL }], nonce);
      expect(readStatuses(await answered(request, { is: 'good' }), issuer).nonce).toEqual(nonce);
    }
    expect(readStatuses(await answered(statusRequest([{ issuer, serial: SERIAL }]), REVOKED), issuer).nonce).toBeNull();
  });
});

describe('The responder', () => {
  it('answers by a certificate that is good for nothing else and need not be asked about', async () => {
    const answer = await answered(statusRequest([{ issuer, serial: SERIAL }]), { is: 'good' });
    const read = readStatuses(answer, issuer);
    expect(read.responder.raw).toEqual(responder.certificate);
    expect(read).toMatchObject({ responderUsages: [OID.ocspSigning], hasNoCheck: true });
    expect([read.responder.ca, read.responder.subject.includes('CN=EKEY Status Responder')]).toEqual([false, true]);
  });

  it('signs nothing but answers of its own', async () => {
    const other = await authority.delegateResponder(new Date(), responder.notAfter);
    const ofOther = buildResponseData({
      ...{ responderId: other.id, producedAt: NOW, nextUpdate: NEXT, nonce: null, answers: [] },
    });
    for (const bytes of [ofOther, Buffer.alloc(0), Buffer.from('3003020100', 'hex'), issuer.raw])
      await expect(responder.sign(bytes)).rejects.toMatchObject({ codes: ['NotAnAnswer'] });
  });

  it('does not outlive the authority', async () => {
    await expect(authority.delegateResponder(NOW, new Date('2099-01-01T00:00:00Z'))).rejects.toMatchObject({
      codes: ['OutlivesIssuer'],
    });
  });
});
