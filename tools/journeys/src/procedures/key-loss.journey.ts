/// <reference types="jest" />
import { auditedFacts } from '../audit';
import { refusal } from '../enterprise';
import { letPass, type Case, type Scene, type Sent } from '../first-application/scene';
import { until, type Answer } from '../http-client';
import type { KeyHolder } from '../key-holder';
import { serialIn } from '../reliance';
import { Renewing } from '../renewing';
import { goodKey } from './good-key';

const CERTIFICATES = '/api/issuance/v1/certificates';

/** An enterprise reports its key lost (挂失), finds it again, and loses it once more after its renewal. */
export function describeKeyLoss(on: () => Scene): void {
  let collected: Case & Sent;
  let waiting: Case & Sent;
  let holder: KeyHolder;

  beforeAll(async () => {
    ({ waiting, collected, holder } = await goodKey(on()));
  }, 120_000);

  const lossOf = ({ application }: Case): string => `/api/intake/v1/applications/${application.id}/key-loss`;
  const becomes = (serial: string, status: string) => on().reliance.becomes(serial, status);

  /** Of these cases, as intake has stored them. */
  async function reports(...cases: readonly Case[]): Promise<number> {
    const { http } = on().house.auditor;
    const facts = await Promise.all(cases.map(({ application }) => auditedFacts(http, 'intake', application.id)));
    return facts.flat().filter(({ type }) => type === 'KeyLossReported').length;
  }

  /** Signing certificates of the keys that issuance has suspended. */
  const suspendedPairs = async (): Promise<readonly (string | undefined)[]> =>
    (await auditedFacts(on().house.auditor.http, 'issuance'))
      .filter(({ type }) => type === 'KeySuspended')
      .map(({ data }) => (data as unknown as { key: { serials: readonly string[] } }).key.serials[0]);

  /** A report from one side, two officers from the other. */
  async function isFoundAgain(serial: string): Promise<void> {
    const { manager } = on().house.shanghai;
    const { reviewer } = on().house.provider;
    await manager.http.post(`${CERTIFICATES}/${serial}/reinstatement`, { reference: '到场说明 3' });
    await reviewer.http.post(`${CERTIFICATES}/${serial}/reinstatement/confirmation`);
    await becomes(serial, 'good');
  }

  describe('a key that its enterprise reports lost', () => {
    it('is suspended at once, with both certificates, and its sessions end', async () => {
      await holder.logIn();
      const { http } = collected.enterprise;
      expect((await http.post(lossOf(collected))).status).toBe(204);
      await becomes(serialIn(collected.token), 'on-hold');
      await becomes(serialIn(collected.token, 'encryption'), 'on-hold');
      expect((await refusal(holder.logIn())).body.code).toBe('CertificateOnHold');
      type Timeline = { items: { code: string; label: string }[] };
      const { items } = (await http.get<Timeline>(`/api/intake/v1/applications/${collected.application.id}/timeline`))
        .body;
      expect(items).toContainEqual(expect.objectContaining({ code: 'KeyLossReported', label: '已申请挂失' }));
    });

    it('is not given back by its enterprise, but by two officers', async () => {
      const serial = serialIn(collected.token);
      const lifting = collected.enterprise.http.send('POST', `${CERTIFICATES}/${serial}/reinstatement`, { body: { reference: '找到了' } }); // prettier-ignore
      expect((await lifting).status).toBe(403);
      await isFoundAgain(serial);
      await holder.logIn();
    });

    it('is suspended again when it is lost again, however often that is said', async () => {
      const { http } = collected.enterprise;
      const key = 'the-key-was-lost-again';
      const first = await http.post(lossOf(collected), {}, { key });
      const again = await http.post(lossOf(collected), {}, { key });
      expect(again.revision).toBe(first.revision);
      await http.post(lossOf(collected));
      await becomes(serialIn(collected.token), 'on-hold');
      // The second report may be on its way still: it is lifted with the first.
      await isFoundAgain(serialIn(collected.token));
      await on().world.settled?.();
      await becomes(serialIn(collected.token), 'good');
    });

    it('is nobody’s business but its own, and cannot be lost before it was collected', async () => {
      const before = await reports(collected, waiting);
      const stranger = await waiting.enterprise.http.send('POST', lossOf(collected), { body: {} });
      expect([stranger.status, (stranger.body as { code: string }).code]).toEqual([404, 'NotFound']);
      expect((await refusal(waiting.enterprise.http.post(lossOf(waiting)))).body).toMatchObject({
        ...{ status: 409, code: 'KeyNotCollected' },
      });
      await holder.logIn();
      expect((await holder.http.send('POST', lossOf(collected), { body: {} })).status).toBe(403);
      expect((await refusal(collected.enterprise.http.post(lossOf(collected), { ground: 'lost' }))).body.code).toBe(
        'InvalidRequest',
      );
      expect(await reports(collected, waiting)).toBe(before);
      await becomes(serialIn(collected.token), 'good');
    });
  });

  describe('a renewed key that is reported lost', () => {
    it('is suspended by the certificates that are in it now', async () => {
      await letPass(on().world, { days: 310 });
      const old = serialIn(collected.token);
      const renewing = await Renewing.isApproved(holder, on().house.provider.reviewer);
      await renewing.updates();
      const fresh = serialIn(collected.token);
      expect(fresh).not.toBe(old);
      await becomes(fresh, 'good');
      await collected.enterprise.http.post(lossOf(collected));
      await becomes(fresh, 'on-hold');
      await becomes(old, 'revoked');
    });

    it('does not escape by a renewal that is proved at the very moment at which it is suspended', async () => {
      await isFoundAgain(serialIn(collected.token));
      await letPass(on().world, { days: 365 });
      const old = serialIn(collected.token);
      const { provider, shanghai } = on().house;
      const { http } = shanghai.manager;
      const renewing = await Renewing.isApproved(holder, provider.reviewer);
      await http.get('/api/issuance/v1/key-standings?limit=1');
      const suspends = () =>
        http.send('POST', `${CERTIFICATES}/${old}/suspension`, { body: { ground: 'misuse-suspected' } });
      const prove = renewing.prove.bind(renewing);
      let answer: Answer | undefined;
      renewing.prove = async (...proof) => {
        [answer] = await Promise.all([suspends(), prove(...proof)]);
      };
      const isProved = await renewing.updates().then(
        () => true,
        () => false,
      );
      // Who is quicker is a matter of milliseconds: renewal hears of it in time, or the officer is told of the new certificate.
      if (!isProved) return void (await becomes(old, 'on-hold'));
      const fresh = serialIn(collected.token);
      await becomes(old, 'revoked');
      if (answer?.status !== 204) return void expect(answer?.body).toMatchObject({ code: 'KeyNotInUse' });
      await until('the new pair is suspended', suspendedPairs, (pairs) => pairs.includes(fresh));
      await becomes(fresh, 'on-hold');
    });
  });
}
