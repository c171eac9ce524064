/// <reference types="jest" />
import { responseStatusOf, statusRequest } from '@ekey/pki/testing';
import type { Case, Scene, Sent } from '../first-application/scene';
import { GOOD, ON_HOLD, serialIn } from '../reliance';
import { NamedResponder } from './named-responder';

const MINUTE_MS = 60_000;

/** What whoever relies on a certificate is told of it, by the route and by the responder, while its key comes into use or does not. */
export function describeCertificateStatus(on: () => Scene): void {
  /** Keys that lie at the counter at first. */
  let used: Case & Sent;
  let refused: Case & Sent;
  let asked: Case & Sent;
  beforeAll(async () => {
    [used, refused, asked] = await Promise.all([on().ready(), on().ready(), on().ready()]);
  }, 120_000);
  const told = async (serial: string) => (await on().reliance.answer(serial)).body;

  describe('whoever relies on a certificate', () => {
    it('is told that it is on hold until its key is handed over, then that it is good', async () => {
      const serial = serialIn(used.token);
      await on().reliance.becomes(serial, 'on-hold');
      expect(await told(serial)).toMatchObject({ status: 'on-hold', reason: 'certificateHold' });
      await on().handsOver(used, used);
      await on().reliance.becomes(serial, 'good');
      const { answeredAt, ...rest } = await told(serial);
      expect(rest).toMatchObject({ serial, reason: null, use: 'signing', tokenSerial: used.token.serialNumber });
      expect(Math.abs(Date.parse(answeredAt) - Date.parse(on().world.now()))).toBeLessThan(MINUTE_MS);
    });

    it('is told that it is revoked, why and since when', async () => {
      const { application, token } = refused;
      const { counter, managersCounter } = on().house.shanghai;
      const forged = { code: 'X01', target: 'power-of-attorney' } as const;
      await counter.failsFinalReview(application.id, forged, '委托书系伪造。', false);
      await managersCounter.terminates(application.id, 'forged-materials', '委托书系伪造。');
      await on().reliance.becomes(serialIn(token), 'revoked');
      const { reason, since } = await told(serialIn(token));
      expect(reason).toBe('cessationOfOperation');
      expect(Date.parse(since)).toBeLessThanOrEqual(Date.parse(on().world.now()));
    });

    it('is told that there is none, where there is none', async () => {
      for (const serial of ['4A', '4a'.repeat(16), 'not-a-serial', '4A'.repeat(40)])
        expect(await on().reliance.answer(serial)).toMatchObject({ status: 404, body: { code: 'NotFound' } });
    });

    it('reads nothing that the certificate does not name', async () => {
      for (const { application, enterprise, token } of [used, refused, asked]) {
        const said = JSON.stringify(await told(serialIn(token)));
        const { name, idNumber } = enterprise.facts.authorisedUser;
        for (const personal of [application.id, name, idNumber]) expect(said).not.toContain(personal);
      }
    });
  });

  describe('the responder at the address that a certificate names', () => {
    let responder: NamedResponder;
    beforeAll(async () => {
      responder = new NamedResponder(on().anybody(), asked);
      await on().reliance.isTold(asked, ON_HOLD);
    });

    it('answers by POST and by GET, with a nonce and without', async () => {
      expect((await responder.told()).told).toMatchObject([{ status: 'revoked', reason: 6 }]);
      const nonce = Buffer.alloc(32, 5);
      expect((await responder.told(nonce)).nonce).toEqual(nonce);
      expect(await responder.toldInAddress(nonce)).toMatchObject({ nonce, told: [{ status: 'revoked', reason: 6 }] });
    });

    it('answers also whoever leaves the slashes of base64 in the address as they are', async () => {
      const nonce = Buffer.alloc(32, 0xff);
      for (const written of [String, encodeURI])
        expect(await responder.toldInAddress(nonce, written)).toMatchObject({ nonce, told: [{ reason: 6 }] });
    });

    it('says what the revocation list says, at every step of the key', async () => {
      await on().handsOver(asked, asked);
      await on().reliance.isTold(asked, GOOD);
      expect((await responder.told()).told).toMatchObject([{ serial: serialIn(asked.token), status: 'good' }]);
    });

    it('refuses in the words of OCSP what is no question, and by HTTP what is too large', async () => {
      const request = statusRequest(responder.question);
      const { issuer } = responder;
      const tooMany = statusRequest(Array.from({ length: 33 }, () => ({ issuer, serial: '01' })));
      for (const nonsense of [Buffer.of(0), request.subarray(1), tooMany, Buffer.alloc(9_000, 0x30)])
        expect(responseStatusOf((await responder.post(nonsense)).bytes)).toBe(1);
      expect(responseStatusOf((await responder.post(Buffer.from('{}'), 'application/json')).bytes)).toBe(1);
      expect(await responder.post(Buffer.alloc(1_200_000))).toMatchObject({ status: 413 });
      expect(await responder.post(request, 'text/plain')).toMatchObject({ status: 415 });
      for (const address of ['nonsense!', '%00', request.toString('hex').slice(0, 30)])
        expect(responseStatusOf((await responder.get(address)).bytes)).toBe(1);
    });
  });
}
