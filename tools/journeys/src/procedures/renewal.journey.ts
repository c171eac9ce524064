/// <reference types="jest" />
import { UPDATE_STAGES, type UpdateStage } from '@ekey/soft-token';
import { problemOf } from '../enterprise';
import { ACTIVATION, letPass, reaches, type Case, type Scene, type Sent } from '../first-application/scene';
import { until } from '../http-client';
import type { KeyHolder } from '../key-holder';
import { OrderBook } from '../line';
import { certificateIn, serialIn } from '../reliance';
import { RENEWAL_SLOTS, Renewing } from '../renewing';

const RENEWALS = '/api/renewal/v1/renewals';

class PulledOut extends Error {}

/** One key, renewed year after year: on line, interrupted wherever it can be, and left alone for a while. */
export function describeRenewal(on: () => Scene): void {
  let collected: Case & Sent;
  let holder: KeyHolder;
  /** Of the signing certificate that the key was handed over with. */
  let firstSerial: string;

  const approved = (): Promise<Renewing> => Renewing.isApproved(holder, on().house.provider.reviewer);
  const becomes = (serial: string, status: string): Promise<string> => on().reliance.becomes(serial, status);

  beforeAll(async () => {
    collected = await on().collected();
    holder = on().holderOf(collected);
    firstSerial = serialIn(collected.token);
  }, 120_000);

  describe('the renewal of a key', () => {
    it('is explained to anybody, with what it takes and how long', async () => {
      interface Guidance {
        readonly times: { readonly zh: string };
        readonly terms: object;
        readonly documents: readonly { readonly slot: string }[];
        readonly statuses: readonly { readonly zh: string }[];
      }
      const { body } = await on().anybody().get<Guidance>('/api/renewal/v1/guidance');
      expect(body.times.zh).toContain('核验材料时间为3个工作日');
      expect(body.terms).toMatchObject({ opensDaysBeforeEnd: 90, reviewWorkingDays: 3 });
      expect(body.documents.map(({ slot }) => slot)).toEqual(RENEWAL_SLOTS);
      expect(body.statuses.map(({ zh }) => zh)).toContain('审核通过');
    });

    it('is not open earlier than 90 days before the end, and to no password', async () => {
      expect(await problemOf(Renewing.starts(holder))).toEqual([409, 'RenewalNotYetOpen']);
      expect((await collected.enterprise.http.send('POST', RENEWALS, { body: {} })).status).toBe(403);
    });

    it('puts new certificates and a new seal into the key, and keeps the remaining days', async () => {
      await reaches(on().world, collected, 60);
      const old = certificateIn(collected.token);
      const oldSeal = collected.token.readSeal();
      const renewing = await approved();
      const { email } = collected.enterprise.facts.authorisedUser;
      const mail = await on().house.mailbox.awaits(email, /证书更新审核通过/);
      expect(mail.text).toContain('请保持电子钥匙插入');
      // Nobody has followed the link of the first application yet, which has run out meanwhile.
      await on().activates(collected.enterprise, 2);
      await renewing.updates();
      const fresh = certificateIn(collected.token);
      const [before, after] = [old, fresh].map(({ validTo }) => new Date(validTo));
      expect(after?.getTime()).toBe(before?.setUTCFullYear(before.getUTCFullYear() + 1));
      expect(fresh.publicKey.equals(old.publicKey)).toBe(false);
      expect(collected.token.readSeal()?.equals(oldSeal ?? Buffer.alloc(0))).toBe(false);
      await becomes(fresh.serialNumber, 'good');
      await becomes(old.serialNumber, 'revoked');
      const session = await holder.logIn();
      expect(session.key.serial).toBe(fresh.serialNumber);
      expect(await renewing.read()).toMatchObject({ status: { label: '更新完成' }, newSerial: fresh.serialNumber });
    });
  });

  describe('a key that is pulled out', () => {
    it('is renewed all the same, wherever it was interrupted', async () => {
      await reaches(on().world, collected, 60);
      const old = serialIn(collected.token);
      const renewing = await approved();
      for (const stage of UPDATE_STAGES) {
        let left = 1;
        const pullOut = (passed: UpdateStage): void => {
          if (passed === stage && left-- > 0) throw new PulledOut(stage);
        };
        await expect(renewing.updates(pullOut)).rejects.toThrow(PulledOut);
        if (stage !== 'proved' && stage !== 'adopted') expect(await on().reliance.status(old)).toBe('good');
      }
      const fresh = serialIn(collected.token);
      expect(fresh).not.toBe(old);
      await becomes(fresh, 'good');
      await becomes(old, 'revoked');
      expect(await renewing.read()).toMatchObject({ update: null, newSerial: fresh });
      const { email } = collected.enterprise.facts.authorisedUser;
      expect((await on().house.mailbox.mailsTo(email)).filter(({ subject }) => subject === ACTIVATION)).toHaveLength(2);
    });
  });

  describe('an update that nobody goes on with', () => {
    it('is told as failed after fifteen minutes, and goes on in another session where it was left', async () => {
      await reaches(on().world, collected, 60);
      const renewing = await approved();
      const pullOut = (passed: UpdateStage): void => {
        if (passed === 'signing-confirmed') throw new PulledOut(passed);
      };
      await expect(renewing.updates(pullOut)).rejects.toThrow(PulledOut);
      expect((await renewing.read()).status.label).toBe('更新中');
      await letPass(on().world, { minutes: 16 });
      expect((await renewing.awaits('UPDATE_FAILED')).status.label).toBe('更新失败, 可重试');
      expect(await renewing.may()).toEqual(['OpenUpdateSession', 'ReportTokenDead']);
      const interruptedAt = await renewing.timeline();
      await renewing.updates();
      const rest = await until(
        'the timeline tells of the end',
        () => renewing.timeline(`?after=${interruptedAt.position}&wait=5`),
        ({ items }) => items.some(({ code }) => code === 'NewKeyProved'),
      );
      const steps = [...interruptedAt.items, ...rest.items];
      expect(steps.map(({ label }) => label)).toEqual([
        ...['开始填写', '更新表已提交', '已确认提交', '办理期限已确定', '审核通过', '更新中'],
        ...['证书请求已受理', '证书请求已受理', '新证书和电子签章已就绪', '已写入介质并核对', '更新失败, 可重试'],
        ...['更新中', '已写入介质并核对', '已写入介质并核对', '更新完成'],
      ]);
      expect(await renewing.may()).toEqual([]);
      await becomes(serialIn(collected.token), 'good');
    });
  });

  describe('a renewed key', () => {
    it('is suspended by its new certificate, and no more by the one that it had', async () => {
      const { http } = on().house.shanghai.manager;
      const suspends = (serial: string) =>
        http.post(`/api/issuance/v1/certificates/${serial}/suspension`, { ground: 'lost', reference: '来电 1' });
      const fresh = serialIn(collected.token);
      expect(await problemOf(suspends(firstSerial))).toEqual([409, 'KeyNotInUse']);
      // Who has lost it can name the number on the key at most: support finds by that which certificates are in it now.
      const orders = new OrderBook(on().house.support.http);
      const [{ caseId } = { caseId: '' }] = await orders.list({
        state: 'collected',
        token: collected.token.serialNumber,
      });
      const { inUse } = await orders.order(caseId);
      expect(inUse.map(({ use, standing }) => `${use} ${standing}`).sort()).toEqual([
        'encryption live',
        'signing live',
      ]);
      expect(inUse.map(({ serial }) => serial)).toContain(fresh);
      expect(await on().reliance.status(fresh)).toBe('good');
      await suspends(fresh);
      await becomes(fresh, 'on-hold');
      expect(await problemOf(holder.logIn())).toEqual([401, 'CertificateOnHold']);
    });
  });
}
