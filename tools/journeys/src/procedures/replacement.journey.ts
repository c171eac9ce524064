/// <reference types="jest" />
import type { Counter } from '../counter';
import { problemOf } from '../enterprise';
import type { Authority } from '../house';
import { onceTaken, until } from '../http-client';
import type { Application } from '../application';
import { ACTIVATION, type Case, type Scene, type Sent } from '../first-application/scene';
import { COMPROMISED, GOOD, ON_HOLD, SUPERSEDED, type Told } from '../reliance';
import { begunInstead, REASON_FOR_ANOTHER, submittedInstead } from './key-instead';

const APPLICATIONS = '/api/intake/v1/applications';
const ISSUANCE = '/api/issuance/v1';
const INTAKE = '/api/intake/v1';
const OF_WHAT_WAS: Told = ['affiliationChanged', 3, 'revoked'];

/** Keys that others take the place of (补办, 变更): what the old one is worth at each step, and when the new one may be had. */
export function describeReplacement(on: () => Scene): void {
  const keys: (Case & Sent)[] = [];
  beforeAll(async () => void keys.push(...(await on().collectedBy(8, 8))), 120_000);
  /** One about which nobody has done anything yet. */
  const another = (): Case & Sent => keys.pop() as Case & Sent;
  const becomes = (key: Sent, told: Told) => on().reliance.isTold(key, told);

  /** Everything from 预审 to the key at the counter. */
  async function arrived(replacement: Case, at: Authority = on().house.shanghai): Promise<Sent> {
    await on().passesPreVerification(replacement, 1, at);
    await on().passesReVerification(replacement);
    const sent = await on().sends(replacement, at);
    await on().arrives(replacement, sent, at);
    return sent;
  }
  const handsOver = ({ application, enterprise }: Case, { token }: Sent) =>
    on().house.shanghai.counter.handsOver(application.id, token.serialNumber, enterprise.facts.authorisedUser);
  /** 变更: the old key is scanned with the new one. */
  function handsOverFor(old: Sent, { application, enterprise }: Case, { token }: Sent, { http }: Counter) {
    const { name, idType, idNumber } = enterprise.facts.authorisedUser;
    return http.post(`${ISSUANCE}/orders/${application.id}/hand-over`, {
      ...{ tokenSerial: token.serialNumber, oldTokenSerial: old.token.serialNumber, receiptSigned: true },
      collector: { kind: 'authorised-user', name, idType, idNumber },
    });
  }

  describe('a lost key', () => {
    it('is suspended at once, revoked before the new one may be made, and replaced', async () => {
      const old = another();
      await becomes(old, GOOD);
      await on().activates(old.enterprise);
      await old.application.awaits('DONE');
      const number = old.token.serialNumber;
      const application = await begunInstead(old, { ground: 'lost' });
      await becomes(old, ON_HOLD);
      expect(await application.read()).toMatchObject({ kind: 'replacement', replaces: { number, ground: 'lost' } });

      expect(await application.saved()).toMatchObject({ nameCn: old.enterprise.facts.nameCn });
      expect(await problemOf(application.submitsForm())).toEqual([422, 'FormNotAccepted']);
      await application.isPrepared(on().house.shanghai, { reason: REASON_FOR_ANOTHER });
      expect(await problemOf(application.confirms())).toEqual([409, 'DocumentsMissing']);
      await application.uploadsSheets(['loss-statement']);
      await application.confirms();
      const replacement = { enterprise: old.enterprise, application };
      await on().passesPreVerification(replacement);

      const { reviewer, maker } = on().house.provider;
      await reviewer.awaits('re-verification', application.id);
      const { body: file } = await reviewer.open(application.id);
      const { body: before } = await old.enterprise.http.get<{ submitted: { loginName: string } }>(
        `${INTAKE}/applications/${old.application.id}/form`,
      );
      const { loginName } = before.submitted;
      expect(file).toMatchObject({
        submission: { kind: 'replacement' },
        form: {
          kind: 'replacement',
          reason: REASON_FOR_ANOTHER,
          held: 1,
          loginName,
          replaces: { number, ground: 'lost' },
        },
      });
      await becomes(old, ON_HOLD);
      await reviewer.passes('re-verification', application.id);
      await becomes(old, COMPROMISED);
      await maker.orders.awaits(application.id, 'start-production');

      const fresh = await on().sends(replacement);
      await on().arrives(replacement, fresh);
      expect((await application.read()).collection?.papers).toContain('loss-statement');
      await on().house.shanghai.counter.passesFinalReview(application.id);
      await handsOver(replacement, fresh);
      await application.awaits('DONE', '已办结 (账户已激活)');
      const { email } = old.enterprise.facts.authorisedUser;
      await on().house.mailbox.awaits(email, /原电子钥匙已注销/);
      const mails = await on().house.mailbox.mailsTo(email);
      expect(mails.filter(({ subject }) => subject.includes('原电子钥匙已注销'))).toHaveLength(1);
      expect(mails.filter(({ subject }) => subject.includes(ACTIVATION))).toHaveLength(1);
      await becomes(fresh, GOOD);
      await becomes(old, COMPROMISED);
      const lossOf = (id: string) => `${APPLICATIONS}/${id}/key-loss`;
      expect(await problemOf(old.enterprise.http.post(lossOf(old.application.id)))).toEqual([409, 'KeyEnded']);
      expect((await application.timeline()).map(({ code }) => code)).toEqual(
        expect.arrayContaining(['KeyLossReported', 'OldKeysRevoked', 'KeyCollected']),
      );
      expect(await problemOf(old.enterprise.replaces(number, 'lost'))).toEqual([409, 'KeyAlreadyReplaced']);
    });

    it('that is found again is good again, and its replacement withdrawn, once no other one says that it is lost', async () => {
      const old = another();
      const draft = await begunInstead(old, { ground: 'lost' });
      await draft.awaits('DRAFT', '填写中');
      const replacement = await submittedInstead(on(), old, { ground: 'lost' });
      await becomes(old, ON_HOLD);
      expect(await replacement.application.mayDo()).not.toContain('TakeBackLoss');
      expect(await problemOf(replacement.application.findsKeyAgain())).toEqual([409, 'LossReportedElsewhere']);
      await draft.withdraws();
      await draft.awaits('WITHDRAWN', '已撤回');
      expect(await replacement.application.mayDo()).toContain('TakeBackLoss');
      await replacement.application.findsKeyAgain();
      await replacement.application.awaits('WITHDRAWN', '已撤回');
      await becomes(old, GOOD);
    });
  });

  describe('a damaged key', () => {
    it('is handed in before the new one is handed over', async () => {
      const old = another();
      const surplus = { number: old.token.serialNumber, ground: 'damaged', surplus: ['EK00000000'] };
      const asked = { kind: 'replacement', uscc: old.enterprise.facts.uscc, replaces: surplus };
      expect(await problemOf(old.enterprise.http.post(APPLICATIONS, asked))).toEqual([409, 'KeyNotHeld']);
      const replacement = await submittedInstead(on(), old, { ground: 'damaged', reason: '插入电脑后无法识别' });
      await becomes(old, GOOD);
      const fresh = await arrived(replacement);
      await becomes(old, SUPERSEDED);
      const { counter } = on().house.shanghai;
      const oldKeys = async () => (await counter.order(replacement.application.id)).oldKeys;
      const number = old.token.serialNumber;
      await counter.passesFinalReview(replacement.application.id);
      expect(await oldKeys()).toEqual([{ tokenSerial: number, status: 'dead', handedIn: false }]);
      expect(await problemOf(handsOver(replacement, fresh))).toEqual([409, 'OldKeyNotReturned']);
      await counter.http.post(`${ISSUANCE}/tokens/${number}/return`);
      await handsOver(replacement, fresh);
      expect(await oldKeys()).toEqual([{ tokenSerial: number, status: 'handed-in', handedIn: true }]);
      await becomes(fresh, GOOD);
    });
  });

  describe('an enterprise that has moved to another authority', () => {
    const placeOf = ({ token }: Sent): string => `${ISSUANCE}/tokens/${token.serialNumber}`;
    const movedTo = async (ground: string): Promise<{ old: Case & Sent; moved: Case; fresh: Sent }> => {
      const old = another();
      const { suzhou } = on().house;
      const moved = await submittedInstead(on(), old, { ground, reason: '企业迁往苏州' }, suzhou);
      const fresh = await arrived(moved, suzhou);
      await suzhou.counter.passesFinalReview(moved.application.id);
      return { old, moved, fresh };
    };

    it('hands the damaged key in where it fetches the new one', async () => {
      const { old, moved, fresh } = await movedTo('damaged');
      const { counter } = on().house.suzhou;
      expect((await counter.http.get(placeOf(old))).body).toMatchObject({ handedInFor: moved.application.id });
      await counter.http.post(`${placeOf(old)}/return`);
      const { authorisedUser } = old.enterprise.facts;
      await counter.handsOver(moved.application.id, fresh.token.serialNumber, authorisedUser);
      await becomes(fresh, GOOD);
    });

    it('gives the lost key back there as well, where it is found too late', async () => {
      const { old } = await movedTo('lost');
      const { counter } = on().house.suzhou;
      await counter.http.post(`${placeOf(old)}/return`);
      await until(
        'it was taken back',
        () => on().house.provider.shippingDesk.tokenStatus(old.token.serialNumber),
        (status) => status === 'handed-in',
      );
    });

    it('hands the key whose certificate no longer says the truth in there as well (变更)', async () => {
      const { old, moved, fresh } = await movedTo('information-changed');
      const { counter } = on().house.suzhou;
      await handsOverFor(old, moved, fresh, counter);
      await becomes(old, OF_WHAT_WAS);
      await onceTaken('the key has died', ['NotReturnable'], () => counter.http.post(`${placeOf(old)}/return`));
    });
  });

  describe('a key whose certificate says something that has changed (变更)', () => {
    it('stays good until it is handed in for the new one, and is revoked then', async () => {
      const old = another();
      const { counter } = on().house.shanghai;
      const change = await submittedInstead(on(), old, { ground: 'information-changed', reason: '企业名称变更' });
      expect(await change.application.read()).toMatchObject({ kind: 'change' });
      const fresh = await arrived(change);
      const { email } = old.enterprise.facts.authorisedUser;
      const { text } = await on().house.mailbox.awaits(email, /电子钥匙待领取.*/, 2);
      expect(text).toContain(`须交回原电子钥匙（钥匙编号：${old.token.serialNumber}）`);
      await becomes(old, GOOD);
      await counter.passesFinalReview(change.application.id);
      expect(await problemOf(handsOver(change, fresh))).toEqual([409, 'OldKeyNotReturned']);
      await handsOverFor(old, change, fresh, counter);
      await becomes(fresh, GOOD);
      await becomes(old, OF_WHAT_WAS);
      await counter.http.post(`${ISSUANCE}/tokens/${old.token.serialNumber}/return`);
    });
  });

  describe('a replacement is refused', () => {
    let old: Case & Sent;
    let application: Application;
    beforeAll(async () => {
      old = another();
      application = (await submittedInstead(on(), old, { ground: 'locked', reason: '多次输错密码后锁死' })).application;
    }, 120_000);

    it('to whoever has no key, for the key of another, and to whom another account acts for', async () => {
      const stranger = await on().applicant();
      const number = old.token.serialNumber;
      expect(await problemOf(stranger.replaces(number, 'lost'))).toEqual([409, 'NoKeyHeld']);
      expect(await problemOf(old.enterprise.replaces('EK00000000', 'lost'))).toEqual([409, 'KeyNotHeld']);
      const { uscc } = old.enterprise.facts;
      const body = { kind: 'replacement', uscc, replaces: { number, ground: 'lost' } };
      expect(await problemOf(stranger.http.post(APPLICATIONS, body))).toEqual([403, 'NotForThisEnterprise']);
      await becomes(old, GOOD);
    });
    it('for a key that is being replaced already', async () => {
      const { uscc } = old.enterprise.facts;
      const again = old.enterprise.replaces(old.token.serialNumber, 'lost');
      expect(await problemOf(again)).toEqual([409, 'ReplacementUnderWay']);
      const first = old.enterprise.http.post(APPLICATIONS, { kind: 'first', uscc });
      expect(await problemOf(first)).toEqual([409, 'FirstApplicationNotAllowed']);
      await becomes(old, GOOD);
    });
    it('where it does not say which key, or why', async () => {
      const { uscc } = old.enterprise.facts;
      const start = (body: object) => problemOf(old.enterprise.http.post(APPLICATIONS, { uscc, ...body }));
      expect(await start({ kind: 'replacement' })).toEqual([422, 'KeyNotNamed']);
      for (const replaces of [
        {},
        { number: 'EK26000001' },
        { number: ' ', ground: 'lost' },
        { number: 'E', ground: 'x' },
      ])
        expect(await start({ kind: 'replacement', replaces })).toEqual([400, 'InvalidRequest']);
      const unfit = { kind: 'change', replaces: { number: old.token.serialNumber, ground: 'lost' } };
      expect(await start(unfit)).toEqual([409, 'ReplacementUnderWay']);
      expect(await problemOf(application.findsKeyAgain())).toEqual([409, 'NoLossReported']);
    });
  });
}
