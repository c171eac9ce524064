/// <reference types="jest" />
import { X509Certificate } from 'node:crypto';
import { refusal } from '../enterprise';
import { HttpClient, until } from '../http-client';
import { Line, type Delivery } from '../line';
import { rightIn } from '../mailbox';
import type { Scene } from './scene';

/** What can go wrong between the approval and the hand that takes the key, and how it is mended. */
export function describeDelivery(on: () => Scene): void {
  const isRevoked = async ({ certificates }: Delivery): Promise<void> => {
    for (const pem of [certificates.signing, certificates.encryption]) {
      const { serialNumber } = new X509Certificate(pem as string);
      const reason = async () => (await on().reliance.list()).revoked.get(serialNumber)?.reason;
      await until(
        `${serialNumber} is revoked for good`,
        reason,
        (told) => told !== undefined && told !== 'certificateHold',
      );
    }
  };

  describe('a machine of the issuance line', () => {
    it('makes keys in the name of its operator, who may not check them himself', async () => {
      const { application } = await on().approved();
      const { administrator, provider } = on().house;
      const assignment = { organisationId: provider.id, roles: ['SPP'] } as const;
      const machine = await administrator.registersMachine('制证一号线', assignment, provider.maker.id);
      const line = new Line(machine.http, machine.id, on().world.keys);
      const key = await line.makes(application.id, await on().blank());
      expect((await refusal(provider.maker.checks(application.id, key))).body.code).toBe('CheckerIsMaker');
      await provider.checker.checks(application.id, key);
      await application.awaits('PRODUCED', '制作完成, 待寄出');
      const { serialNumber } = new X509Certificate(key.delivery.certificates.signing as string);
      const { revoked } = await on().reliance.list();
      expect(revoked.get(serialNumber)?.reason).toBe('certificateHold');
    });
  });

  describe('a token that dies while its key is made', () => {
    it('is scrapped by one call, what was issued for it is revoked, and the order waits to be made again', async () => {
      const { application } = await on().approved();
      const { maker } = on().house.provider;
      const dead = await maker.makes(application.id, await on().blank());
      await maker.reportsFailure(application.id, 'token-died', '写入后介质无法识别。');
      expect(await maker.orders.awaits(application.id, 'start-production')).toMatchObject({ attempt: 2 });
      await isRevoked(dead.delivery);
      const again = await on().sends({ application });
      expect(again.delivery.attempt).toBe(2);
    });
  });

  describe('a parcel that is lost in the post', () => {
    it('has its keys revoked and made again without a new review (复核通过)', async () => {
      const approved = await on().approved();
      const lost = await on().sends(approved);
      await approved.application.awaits('SHIPPED');
      await on().house.provider.shippingDesk.reportsLoss(lost.parcelId);
      await approved.application.awaits('APPROVED', '复核通过');
      await isRevoked(lost.delivery);
      const { email } = approved.enterprise.facts.authorisedUser;
      await on().house.mailbox.awaits(email, /重新制作/);
      const again = await on().sends(approved);
      await on().arrives(approved, again);
    });
  });

  describe('a key that arrives damaged', () => {
    it('is made again as well', async () => {
      const approved = await on().approved();
      const damaged = await on().sends(approved);
      await on().house.shanghai.counter.reportsDamage(damaged.parcelId, [damaged.token.serialNumber]);
      await approved.application.awaits('APPROVED', '复核通过');
      await isRevoked(damaged.delivery);
    });
  });

  describe('a final review on site', () => {
    it('that failed for a missing paper (现场终审未通过) is passed at a later visit', async () => {
      const { enterprise, application, token } = await on().ready();
      const { counter } = on().house.shanghai;
      const reason = { code: 'T01', target: 'power-of-attorney' } as const;
      await counter.failsFinalReview(application.id, reason, '未携带授权委托书原件。');
      const { remarks, turn } = await application.awaits('FINAL_FAILED', '现场终审未通过');
      expect({ turn, remark: remarks.at(-1)?.remark }).toEqual({ turn: 'applicant', remark: '未携带授权委托书原件。' });
      const { authorisedUser } = enterprise.facts;
      await on().house.mailbox.awaits(authorisedUser.email, /现场终审未通过/);
      await counter.passesFinalReview(application.id);
      await counter.handsOver(application.id, token.serialNumber, authorisedUser);
      await application.awaits('HANDED_OVER', '已领取');
    });

    it('that failed for good is ended by the manager (已终止), and the enterprise may begin anew', async () => {
      const { enterprise, application, delivery } = await on().ready();
      const { counter, managersCounter } = on().house.shanghai;
      const reason = { code: 'X01', target: 'power-of-attorney' } as const;
      await counter.failsFinalReview(application.id, reason, '委托书系伪造。', false);
      await application.awaits('FINAL_FAILED');
      expect((await refusal(counter.passesFinalReview(application.id))).body.code).toBe('NotCorrectable');
      await managersCounter.terminates(application.id, 'forged-materials', '委托书系伪造。');
      await application.awaits('TERMINATED', '已终止');
      await isRevoked(delivery);
      await until(
        'the enterprise may begin anew',
        () => enterprise.starts().catch(() => null),
        (begun) => begun !== null,
      );
    });
  });

  describe('a key at the counter', () => {
    it('is not handed over in another case, and is to the bearer of a letter of introduction with its number', async () => {
      const one = await on().ready();
      const other = await on().ready();
      const { counter } = on().house.shanghai;
      const bearer = one.enterprise.facts.legalRepresentative;
      await counter.passesFinalReview(one.application.id);
      const wrong = other.token.serialNumber;
      const refused = await refusal(counter.handsOver(one.application.id, wrong, one.enterprise.facts.authorisedUser));
      expect(refused.body.code).toBe('TokenOfAnotherCase');
      const letter = 'bearer-of-introduction-letter';
      const serial = one.token.serialNumber;
      const unnumbered = await refusal(counter.handsOver(one.application.id, serial, bearer, letter));
      expect(unnumbered.body.code).toBe('LetterNumberMissing');
      await counter.handsOver(one.application.id, serial, bearer, letter, '介字第16号');
      await one.application.awaits('HANDED_OVER', '已领取');
    });

    it('completes the case at once where the account was activated before (已办结)', async () => {
      const { enterprise, application, token } = await on().ready();
      const { authorisedUser } = enterprise.facts;
      const mail = await on().house.mailbox.awaits(authorisedUser.email, '调用商务部统一用户管理平台激活企业账户');
      await new HttpClient(on().world.url).post('/api/intake/v1/activations', rightIn(mail, 'activate-account'));
      await until(
        'the account is activated',
        () => application.timeline(),
        (steps) => steps.some(({ code }) => code === 'AccountActivated'),
      );
      expect((await application.read()).status.code).toBe('READY_FOR_PICKUP');
      await on().house.shanghai.counter.passesFinalReview(application.id);
      await on().house.shanghai.counter.handsOver(application.id, token.serialNumber, authorisedUser);
      await application.awaits('DONE', '已办结 (账户已激活)');
    });
  });
}
