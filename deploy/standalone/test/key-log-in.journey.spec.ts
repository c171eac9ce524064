import path from 'node:path';
import { HttpClient, KeyHolder, refusal, until, type KeyProof } from '@ekey/journeys';
import { letPass, Scene, type Case, type Sent } from '@ekey/journeys/scene';
import { Unavailable } from '@ekey/kernel';
import { assembleCertificate, buildTbsCertificate, issuerOf, readCertificate, toPem } from '@ekey/pki';
import { openFileCertificateAuthority } from '@ekey/pki/forge';
import { issuanceTells } from './issuance-tells';
import { standaloneWorld, type StandaloneWorld } from './standalone.world';

const APPLICATIONS = '/api/intake/v1/applications';

let world: StandaloneWorld;
let scene: Scene;
let waiting: Case & Sent;
let collected: Case & Sent;
let holder: KeyHolder;
let issuanceAnswers = true;

beforeAll(async () => {
  world = await standaloneWorld({
    exchange: (adapters) => ({
      ...adapters,
      issuedKeys: {
        chain: () => adapters.issuedKeys.chain(),
        status: (serial) => {
          if (!issuanceAnswers) throw new Unavailable('issuance does not answer');
          return adapters.issuedKeys.status(serial);
        },
      },
    }),
  });
  scene = await Scene.set(world);
  waiting = await scene.ready();
  collected = await scene.collected();
  holder = holderOf(collected);
}, 120_000);
afterAll(() => world.end());

const holderOf = ({ token, pin }: Sent): KeyHolder => new KeyHolder(world, token, pin);
const refusedFor = async (given: Promise<KeyProof>, headers = {}): Promise<string> =>
  (await refusal(holder.answers(await given, headers))).body.code;
const proof = async (change: Partial<KeyProof> = {}): Promise<KeyProof> => ({
  ...(await holder.proof(await holder.asks())),
  ...change,
});

describe('the log-in with a key', () => {
  it('opens a session that says which key it is', async () => {
    const { key } = await holder.logIn();
    expect(key).toMatchObject({
      uscc: collected.enterprise.facts.uscc,
      tokenSerial: collected.token.serialNumber,
      serial: expect.stringMatching(/^[0-9A-F]{32}$/) as string,
    });
  });

  it('approves nothing, and is no log-in to an account', async () => {
    await holder.logIn();
    for (const route of [APPLICATIONS, '/api/intake/v1/accounts/current', '/api/review/v1/queues/renewal'])
      expect((await holder.http.send('GET', route)).status).toBe(403);
  });

  it('ends with logging out', async () => {
    await holder.logIn();
    await holder.http.delete('/api/intake/v1/sessions/current');
    const token = new HttpClient(world.url);
    token.authorise(holder.http.accessToken);
    expect((await token.send('GET', APPLICATIONS)).status).toBe(401);
  });

  it('is written down, whether it was granted or refused', async () => {
    const lines = (await scene.house.auditor.http.get('/api/intake/v1/audit/access?limit=1000')).bytes.toString('utf8');
    expect(lines).toContain('"key-session.begin"');
  });
});

describe('an answer to a challenge is refused', () => {
  it('where it was given before', async () => {
    const given = await proof();
    await holder.answers(given);
    expect(await refusedFor(Promise.resolve(given))).toBe('ChallengeUnknown');
  });
  it('where it comes late, from another page, or to what was never asked', async () => {
    const late = await proof();
    await letPass(world, { minutes: 2 });
    expect(await refusedFor(Promise.resolve(late))).toBe('ChallengeUnknown');
    expect(await refusedFor(proof(), { origin: 'https://elsewhere.example' })).toBe('ChallengeUnknown');
    expect(await refusedFor(proof({ nonce: 'A'.repeat(43) }))).toBe('ChallengeUnknown');
  });
  it('where the signature is wrong, or another key’s', async () => {
    const signature = (await holderOf(waiting).proof(await holder.asks())).signature;
    expect(await refusedFor(proof({ signature }))).toBe('SignatureWrong');
    expect(await refusedFor(proof({ signature: 'AAAA' }))).toBe('SignatureWrong');
  });
  it('where the certificate is no certificate, or not for signing', async () => {
    const encryption = toPem('CERTIFICATE', collected.token.readCertificate('encryption') ?? Buffer.alloc(0));
    expect(await refusedFor(proof({ certificate: encryption }))).toBe('CertificateNotForSigning');
    expect(await refusedFor(proof({ certificate: 'not a certificate' }))).toBe('CertificateUnreadable');
  });
  it('where another authority has certified the same key', async () => {
    const places = {
      ...{ crlUrl: 'http://ca.example/crl', ocspUrl: 'http://ca.example/ocsp', caIssuersUrl: 'http://ca.example/ca' },
      policyOid: '1.2.156.99999.1.1',
    };
    const name = { provinceName: '北京市', localityName: '北京市', organisationName: '另一认证机构' };
    const stranger = await openFileCertificateAuthority({
      ...{
        folder: path.join(world.folder, 'another-ca'),
        passphrase: 'of another authority',
        places,
        keyBits: { root: 2048 },
      },
      ...{ provider: { ...name, uscc: '91110000802100433B' }, now: new Date(world.now()) },
    });
    const own = collected.token.readCertificate('signing') ?? Buffer.alloc(0);
    const tbs = buildTbsCertificate({
      ...{ ...places, profile: 'signing', serial: '4A'.repeat(16), uscc: collected.enterprise.facts.uscc },
      ...{ issuer: issuerOf(stranger.certificateChain().issuing), subject: { ...name, commonName: '仿冒' } },
      ...{ spki: readCertificate(own).spki.toString('base64'), keyNumber: collected.token.serialNumber },
      ...{ notBefore: new Date(world.now()), notAfter: new Date('2027-03-01T00:00:00Z') },
    });
    const { der } = assembleCertificate(tbs, await stranger.signTbs(tbs));
    await letPass(world, { minutes: 1 });
    expect(await refusedFor(proof({ certificate: toPem('CERTIFICATE', der) }))).toBe('CertificateOfAnotherAuthority');
  });
  it('while the key is on hold', async () => {
    const early = holderOf(waiting);
    const answer = await refusal(early.answers(await early.proof(await early.asks())));
    expect(answer.body.code).toBe('CertificateOnHold');
  });
  it('where issuance gives no answer: nobody is let in unasked', async () => {
    issuanceAnswers = false;
    try {
      const answer = await refusal(holder.answers(await proof()));
      expect([answer.status, answer.body.code]).toEqual([503, 'CertificateStatusUnknown']);
    } finally {
      issuanceAnswers = true;
    }
  });
});

describe('the sessions of a key', () => {
  const stillIn = async (): Promise<number> => (await holder.http.send('GET', APPLICATIONS)).status;

  it.each(['issuance.CertificateSuspended.v1', 'issuance.CertificateRevoked.v1'] as const)(
    'end with %s',
    async (type) => {
      await holder.logIn();
      expect(await stillIn()).toBe(403);
      await issuanceTells(world, type, collected);
      await until('the session has ended', stillIn, (status) => status === 401);
    },
  );

  it('are not begun once the certificate has run out', async () => {
    await letPass(world, { days: 366 });
    expect(await refusedFor(proof())).toBe('CertificateExpired');
  });
});
