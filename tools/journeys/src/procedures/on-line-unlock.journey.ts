/// <reference types="jest" />
import { auditedFacts, isStored } from '../audit';
import { letPass, type Case, type Scene, type Sent } from '../first-application/scene';
import { onceTaken, until, type Answer } from '../http-client';
import { KeyHolder } from '../key-holder';
import { serialIn } from '../reliance';
import { Renewing } from '../renewing';
import { outcomeOf } from './key-in-use';
import { LockedKey, OWN_PIN, UNLOCK_VERIFICATION, type UnlockCode } from './locked-key';

const APPLICATIONS = '/api/intake/v1/applications';
const DONE = { outcome: 'unlocked', pinChanged: true };
const REQUEST = { reason: 'pin-forgotten' };

type Step = 'unlock-request' | 'unlock-withdrawal' | 'key-loss';
const route = ({ application }: Case, step: Step): string => `${APPLICATIONS}/${application.id}/${step}`;

/** An enterprise asks on line to have its locked key unlocked, and reads in its case what has come of it. */
export function describeOnLineUnlock(on: () => Scene): void {
  let waiting: Case & Sent;
  let collected: Case & Sent;
  let locked: LockedKey;

  const collects = async (): Promise<void> => {
    collected = await on().collected();
    locked = LockedKey.of(on(), collected);
  };
  beforeAll(async () => {
    waiting = await on().ready();
    await collects();
    await locked.forgets();
  }, 120_000);

  /** Of a key that was handed over just now its case hears a moment later. */
  const asks = (body: object = REQUEST, key?: string): Promise<Answer> =>
    onceTaken('the case knows that its key was collected', ['KeyNotCollected'], () =>
      collected.enterprise.http.post(route(collected, 'unlock-request'), body, key === undefined ? {} : { key }),
    );
  const withdraws = (): Promise<Answer> => collected.enterprise.http.post(route(collected, 'unlock-withdrawal'));

  /** As the enterprise sees it in its case. */
  const reads = (label: string, times = 1): Promise<unknown> =>
    until(
      `the case says ${label}`,
      () => collected.application.timeline(),
      (said) => said.filter((each) => each.label === label).length === times,
    );
  const mailed = (subject: RegExp) => on().house.mailbox.awaits(collected.enterprise.registration.mail, subject);

  /** What an officer does once he has seen the papers. */
  async function isAuthorised(): Promise<string> {
    await locked.post('reviewer', 'unlock/verification', {
      ...UNLOCK_VERIFICATION,
      identification: 'identity-document',
    });
    return (await locked.post<UnlockCode>('maker', 'unlock/authorisation')).body.code;
  }

  describe('an enterprise whose key is locked', () => {
    it('asks on line, which unlocks nothing, and is told what to bring', async () => {
      const first = await asks(REQUEST, 'unlock-this-key-for-us');
      expect(first.status).toBe(204);
      expect((await asks(REQUEST, 'unlock-this-key-for-us')).revision).toBe(first.revision);
      expect(await outcomeOf(asks())).toBe('409 UnlockUnderWay');
      const requestedBy = collected.enterprise.facts.uscc;
      expect(await locked.listed('requested')).toMatchObject({
        ...{ label: '解锁申请中', requestedBy, reference: null, reason: 'pin-forgotten' },
      });
      await locked.tokenIs('locked');
      await reads('已申请解锁');
      expect((await mailed(/解锁申请已收到/)).text).toContain('仅凭本申请不会解锁');
      expect(await locked.outcome('maker', 'unlock/authorisation')).toBe('409 UnlockNotVerified');
      expect(await locked.outcome('support', 'unlock', { reference: '来电 1107' })).toBe('409 UnlockUnderWay');
    });

    it('gets it unlocked by the officers who go on with it, and reads so in its case', async () => {
      const code = await isAuthorised();
      expect(await locked.unlock()).toEqual(DONE);
      expect(await outcomeOf(locked.reports(code, DONE))).toBe('204');
      await locked.listed('unlocked');
      await locked.tokenIs('handed-over');
      await reads('已解锁');
      await mailed(/电子钥匙已解锁/);
      const holder = new KeyHolder(on().world, locked.token, OWN_PIN);
      await holder.logIn();
      expect((await holder.http.send('POST', route(collected, 'unlock-request'), { body: REQUEST })).status).toBe(403);
    });

    it('takes its request back, however far it has come', async () => {
      expect(await outcomeOf(withdraws())).toBe('409 UnlockNotRequested');
      await asks({ reason: 'cause-unknown' });
      await locked.listed('requested');
      const code = await isAuthorised();
      expect((await withdraws()).status).toBe(204);
      expect(await locked.listed('withdrawn')).toMatchObject({ label: '企业已撤回' });
      expect(await outcomeOf(locked.reports(code, DONE))).toBe('422 UnlockCodeWrong');
      await locked.tokenIs('handed-over');
      await reads('已撤回解锁申请');
    });

    it('is told where an officer rejects it, and may ask anew', async () => {
      await asks();
      await locked.listed('requested');
      await locked.post('reviewer', 'unlock/rejection', { ground: 'identity-not-established' });
      await reads('已驳回：申请人身份未能核实');
      expect((await mailed(/未解锁：申请人身份未能核实/)).text).toContain('请备齐材料后重新申请');
      await asks();
      await locked.listed('requested');
      await withdraws();
      await reads('已撤回解锁申请', 2);
      await locked.listed('withdrawn');
    });

    it('is told at once that a suspended key is not unlocked', async () => {
      await collected.enterprise.http.post(route(collected, 'key-loss'));
      await locked.tokenIs('suspended');
      // That comes by another policy than the news for its token.
      await isStored(on().house.auditor.http, 'issuance', collected.application.id, 'UnlockingBarred');
      await asks();
      await reads('钥匙已挂失，不能解锁；请先解除挂失');
      expect((await mailed(/未解锁：该电子钥匙已挂失/)).text).toContain('先到发证机构申请解除挂失');
      expect(await locked.listed('withdrawn')).toMatchObject({ status: 'withdrawn' });
    });
  });

  describe('nothing is changed', () => {
    const asked = async (): Promise<number> =>
      (await auditedFacts(on().house.auditor.http, 'intake')).filter(({ type }) => type.startsWith('KeyUnlock')).length;

    it('by others, before the key was collected, or by what is no request', async () => {
      await on().world.settled?.();
      const before = await asked();
      const { provider, shanghai } = on().house;
      for (const step of ['unlock-request', 'unlock-withdrawal'] as const) {
        const body = step === 'unlock-request' ? REQUEST : {};
        expect(await outcomeOf(waiting.enterprise.http.post(route(collected, step), body))).toBe('404 NotFound');
        for (const { http } of [provider.reviewer, shanghai.counter])
          expect(await outcomeOf(http.post(route(collected, step), body))).toMatch(/^403 /);
      }
      const own = waiting.enterprise.http;
      expect(await outcomeOf(own.post(route(waiting, 'unlock-request'), REQUEST))).toBe('409 KeyNotCollected');
      expect(await outcomeOf(own.post(route(waiting, 'unlock-withdrawal')))).toBe('409 UnlockNotRequested');
      for (const wrong of [{}, { reason: 'because' }, { ...REQUEST, pin: '000000' }, { reason: ['pin-forgotten'] }])
        expect(await outcomeOf(asks(wrong))).toBe('400 InvalidRequest');
      expect(await asked()).toBe(before);
    });
  });

  describe('a token whose administrator’s PIN is locked', () => {
    it('is not unlocked after its renewal either, which its holder’s own PIN has let him finish', async () => {
      await collects();
      await asks();
      await locked.listed('requested');
      const code = await isAuthorised();
      for (let tries = 6; tries > 0; tries -= 1)
        await locked.token.unblockPin('wrong-admin', OWN_PIN).catch(() => undefined);
      expect(await outcomeOf(locked.reports(code, { outcome: 'admin-pin-locked' }))).toBe('204');
      await locked.listed('failed');
      const [before, answer] = [serialIn(locked.token), '管理员口令已锁死，请办理补办'];
      await reads(answer);

      await letPass(on().world, { days: 300 });
      const renewing = await Renewing.isApproved(on().holderOf(collected), on().house.provider.reviewer);
      await renewing.updates();
      expect(serialIn(locked.token)).not.toBe(before);
      await until(
        'the lock is passed on',
        () => auditedFacts(on().house.auditor.http, 'issuance'),
        (facts) => facts.some(({ type, stream }) => type === 'AdminPinLockTakenOver' && stream.includes(renewing.id)),
      );
      expect(await locked.outcome('support', 'unlock', { reference: '来电 1108' })).toBe('409 AdminPinLocked');
      await asks();
      await reads(answer, 2);
    });
  });
}
