/// <reference types="jest" />
import { toPem } from '@ekey/pki';
import { problemOf } from '../enterprise';
import { letPass, type Case, type Scene, type Sent } from '../first-application/scene';
import { HttpClient, until } from '../http-client';
import type { KeyHolder, KeyProof } from '../key-holder';
import { goodKey } from './good-key';

const APPLICATIONS = '/api/intake/v1/applications';

/** Whoever holds a key logs in by it, and nobody else does. */
export function describeKeyLogIn(on: () => Scene): void {
  let waiting: Case & Sent;
  let collected: Case & Sent;
  let holder: KeyHolder;

  beforeAll(async () => {
    ({ waiting, collected, holder } = await goodKey(on()));
  }, 120_000);

  const refusedFor = async (given: KeyProof, headers = {}): Promise<string> =>
    (await problemOf(holder.answers(given, headers)))[1];
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
      const token = new HttpClient(on().world.url);
      token.authorise(holder.http.accessToken);
      await until(
        'every process knows that the session has ended',
        () => token.send('GET', APPLICATIONS),
        ({ status }) => status === 401,
      );
    });

    it('is written down, whether it was granted or refused', async () => {
      const { http } = on().house.auditor;
      const lines = (await http.get('/api/intake/v1/audit/access?limit=1000')).bytes.toString('utf8');
      expect(lines).toContain('"key-session.begin"');
    });
  });

  it('is begun by no page but ours: who signs for another would let that one in', async () => {
    const elsewhere = { headers: { origin: 'https://elsewhere.example' } };
    const asked = new HttpClient(on().world.url).post('/api/intake/v1/key-challenges', {}, elsewhere);
    expect(await problemOf(asked)).toEqual([403, 'PageNotKnown']);
  });

  describe('an answer to a challenge is refused', () => {
    it('where it was given before', async () => {
      const given = await proof();
      await holder.answers(given);
      expect(await refusedFor(given)).toBe('ChallengeUnknown');
    });
    it('where it comes late, from another page, or to what was never asked', async () => {
      const late = await proof();
      await letPass(on().world, { minutes: 2 });
      expect(await refusedFor(late)).toBe('ChallengeUnknown');
      expect(await refusedFor(await proof(), { origin: 'https://elsewhere.example' })).toBe('ChallengeUnknown');
      expect(await refusedFor(await proof({ nonce: 'A'.repeat(43) }))).toBe('ChallengeUnknown');
    });
    it('where the signature is wrong, or another key’s', async () => {
      const { signature } = await on()
        .holderOf(waiting)
        .proof(await holder.asks());
      expect(await refusedFor(await proof({ signature }))).toBe('SignatureWrong');
      expect(await refusedFor(await proof({ signature: 'AAAA' }))).toBe('SignatureWrong');
    });
    it('where the certificate is no certificate, or not for signing', async () => {
      const encryption = toPem('CERTIFICATE', collected.token.readCertificate('encryption') ?? Buffer.alloc(0));
      expect(await refusedFor(await proof({ certificate: encryption }))).toBe('CertificateNotForSigning');
      expect(await refusedFor(await proof({ certificate: 'not a certificate' }))).toBe('CertificateUnreadable');
    });
    it('while the key is on hold', async () => {
      const early = on().holderOf(waiting);
      const answer = early.answers(await early.proof(await early.asks()));
      expect((await problemOf(answer))[1]).toBe('CertificateOnHold');
    });
  });
}
