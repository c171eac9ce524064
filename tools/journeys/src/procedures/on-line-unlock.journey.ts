/// <reference types="jest" />
import { auditedFacts, isStored } from '../audit';
import { letPass, type Case, type Scene, type Sent } from '../first-application/scene';
import { until } from '../http-client';
import { KeyHolder } from '../key-holder';
import { serialIn } from '../reliance';
import { Renewing } from '../renewing';
import { AskingOnLine } from './asking-on-line';
import { outcomeOf } from './key-in-use';
import { LockedKey, OWN_PIN, UNLOCK_VERIFICATION, type UnlockCode } from './locked-key';

const DONE = { outcome: 'unlocked', pinChanged: true };
const REQUEST = { reason: 'pin-forgotten' };

/** An enterprise asks on line to have its locked key unlocked, and reads in its case what has come of it. */
export function describeOnLineUnlock(on: () => Scene): void {
  let waiting: Case & Sent;
  let collected: Case & Sent;
  let locked: LockedKey;
  let asking: AskingOnLine;

  const collects = async (): Promise<void> => {
    collected = await on().collected();
    locked = LockedKey.of(on(), collected);
    asking = new AskingOnLine(on, 'unlock', REQUEST, collected);
  };
  beforeAll(async () => {
    waiting = await on().ready();
    await collects();
    await locked.forgets();
  }, 120_000);

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
      const first = await asking.asks(REQUEST, 'unlock-this-key-for-us');
      expect(first.status).toBe(204);
      expect((await asking.asks(REQUEST, 'unlock-this-key-for-us')).revision).toBe(first.revision);
      expect(await outcomeOf(asking.asks())).toBe('409 UnlockUnderWay');
      const requestedBy = collected.enterprise.facts.uscc;
      expect(await locked.listed('requested')).toMatchObject({
        ...{ label: '解锁申请中', requestedBy, reference: null, reason: 'pin-forgotten' },
      });
      await locked.tokenIs('locked');
      await asking.reads('已申请解锁');
      expect((await asking.mailed(/解锁申请已收到/)).text).toContain('仅凭本申请不会解锁');
      expect(await locked.outcome('maker', 'unlock/authorisation')).toBe('409 UnlockNotVerified');
      expect(await locked.outcome('support', 'unlock', { reference: '来电 1107' })).toBe('409 UnlockUnderWay');
    });

    it('gets it unlocked by the officers who go on with it, and reads so in its case', async () => {
      const code = await isAuthorised();
      expect(await locked.unlock()).toEqual(DONE);
      expect(await outcomeOf(locked.reports(code, DONE))).toBe('204');
      await locked.listed('unlocked');
      await locked.tokenIs('handed-over');
      await asking.reads('已解锁');
      await asking.mailed(/电子钥匙已解锁/);
      const holder = new KeyHolder(on().world, locked.token, OWN_PIN);
      await holder.logIn();
      expect((await holder.http.send('POST', asking.route('request'), { body: REQUEST })).status).toBe(403);
    });

    it('takes its request back, however far it has come', async () => {
      expect(await outcomeOf(asking.withdraws())).toBe('409 UnlockNotRequested');
      await asking.asks({ reason: 'cause-unknown' });
      await locked.listed('requested');
      const code = await isAuthorised();
      expect((await asking.withdraws()).status).toBe(204);
      expect(await locked.listed('withdrawn')).toMatchObject({ label: '企业已撤回' });
      expect(await outcomeOf(locked.reports(code, DONE))).toBe('422 UnlockCodeWrong');
      await locked.tokenIs('handed-over');
      await asking.reads('已撤回解锁申请');
    });

    it('is told where an officer rejects it, and may ask anew', async () => {
      await asking.asks();
      await locked.listed('requested');
      await locked.post('reviewer', 'unlock/rejection', { ground: 'identity-not-established' });
      await asking.reads('已驳回：申请人身份未能核实');
      expect((await asking.mailed(/未解锁：申请人身份未能核实/)).text).toContain('请备齐材料后重新申请');
      await asking.asks();
      await locked.listed('requested');
      await asking.withdraws();
      await asking.reads('已撤回解锁申请', 2);
      await locked.listed('withdrawn');
    });

    it('is told at once that a suspended key is not unlocked', async () => {
      await collected.enterprise.http.post(`/api/intake/v1/applications/${collected.application.id}/key-loss`);
      await locked.tokenIs('suspended');
      // That comes by another policy than the news for its token.
      await isStored(on().house.auditor.http, 'issuance', collected.application.id, 'UnlockingBarred');
      await asking.asks();
      await asking.reads('钥匙已挂失，不能解锁；请先解除挂失');
      expect((await asking.mailed(/未解锁：该电子钥匙已挂失/)).text).toContain('先到发证机构申请解除挂失');
      expect(await locked.listed('withdrawn')).toMatchObject({ status: 'withdrawn' });
    });
  });

  it('is asked for by nobody else, not before the key was collected, and not by what is no request', async () => {
    const wrong = [{}, { reason: 'because' }, { ...REQUEST, pin: '000000' }, { reason: ['pin-forgotten'] }];
    const { notCollected, reviewer, counter, ...rest } = await asking.inVain(waiting, wrong);
    for (const outcome of [...reviewer, ...counter]) expect(outcome).toMatch(/^403 /);
    expect(notCollected).toEqual(['409 KeyNotCollected', '409 UnlockNotRequested']);
    expect(rest).toEqual({
      anotherEnterprise: ['404 NotFound', '404 NotFound'],
      wrong: wrong.map(() => '400 InvalidRequest'),
      facts: 0,
    });
  });

  describe('a token whose administrator’s PIN is locked', () => {
    it('is not unlocked after its renewal either, which its holder’s own PIN has let him finish', async () => {
      await collects();
      await asking.asks();
      await locked.listed('requested');
      const code = await isAuthorised();
      for (let tries = 6; tries > 0; tries -= 1)
        await locked.token.unblockPin('wrong-admin', OWN_PIN).catch(() => undefined);
      expect(await outcomeOf(locked.reports(code, { outcome: 'admin-pin-locked' }))).toBe('204');
      await locked.listed('failed');
      const [before, answer] = [serialIn(locked.token), '管理员口令已锁死，请办理补办'];
      await asking.reads(answer);

      await letPass(on().world, { days: 300 });
      const renewing = await Renewing.isApproved(on().holderOf(collected), on().house.provider.reviewer);
      await renewing.updates();
      expect(serialIn(locked.token)).not.toBe(before);
      await locked.tokenIs('handed-over');
      await until(
        'the lock is passed on',
        () => auditedFacts(on().house.auditor.http, 'issuance'),
        (facts) => facts.some(({ type, stream }) => type === 'AdminPinLockTakenOver' && stream.includes(renewing.id)),
      );
      expect(await locked.outcome('support', 'unlock', { reference: '来电 1108' })).toBe('409 AdminPinLocked');
      await asking.asks();
      await asking.reads(answer, 2);
    });
  });
}
