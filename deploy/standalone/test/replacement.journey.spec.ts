import { X509Certificate } from 'node:crypto';
import { HttpClient, refusal, rightIn, until, type Application } from '@ekey/journeys';
import { Scene, type Case, type Sent } from '@ekey/journeys/scene';
import { isRefusal, parseCrl } from '@ekey/pki';
import { readStatuses, statusRequest } from '@ekey/pki/testing';
import { standaloneWorld, type StandaloneWorld } from './standalone.world';

const APPLICATIONS = '/api/intake/v1/applications';
const ISSUANCE = '/api/issuance/v1';
const ACTIVATION = /调用商务部统一用户管理平台激活企业账户/;
const REASON = '出差途中遗失，已报警';

let world: StandaloneWorld;
let scene: Scene;

beforeAll(async () => {
  world = await standaloneWorld();
  scene = await Scene.set(world);
}, 120_000);
afterAll(() => world.end());

const certificateOf = ({ token }: Pick<Sent, 'token'>): X509Certificate =>
  new X509Certificate(token.readCertificate('signing') ?? '');

/** What list, responder and status route say of a key. */
async function told(key: Sent): Promise<readonly unknown[]> {
  const http = new HttpClient(world.url);
  const { serialNumber } = certificateOf(key);
  const list = parseCrl((await http.get(`${ISSUANCE}/crl`)).bytes);
  if (isRefusal(list)) throw new Error(list.en);
  const issuer = new X509Certificate(key.delivery.chain[0] as string);
  const request = statusRequest([{ issuer, serial: serialNumber }]);
  const { bytes } = await http.send('POST', `${ISSUANCE}/ocsp`, { body: request, type: 'application/ocsp-request' });
  const { status } = (await http.get<{ status: string }>(`${ISSUANCE}/certificates/${serialNumber}/status`)).body;
  const answer = readStatuses(bytes, issuer).told[0];
  return [list.revoked.get(serialNumber)?.reason, answer?.reason ?? answer?.status, status];
}
const becomes = (key: Sent, ...expected: readonly unknown[]): Promise<unknown> =>
  until(
    `${key.token.serialNumber} is ${String(expected.at(-1))}`,
    () => told(key),
    (seen) => JSON.stringify(seen) === JSON.stringify(expected),
  );
const isGood = (key: Sent) => becomes(key, undefined, 'good', 'good');
const isOnHold = (key: Sent) => becomes(key, 'certificateHold', 6, 'on-hold');

async function submitted(old: Case & Sent, ground: string, reason = REASON): Promise<Case> {
  const application = await old.enterprise.replaces(old.token.serialNumber, ground);
  await application.isPrepared(scene.house.shanghai, { reason });
  if (ground === 'lost') await application.uploadsSheets(['loss-statement']);
  await application.confirms();
  return { enterprise: old.enterprise, application };
}

/** Everything from 预审 to the key at the counter. */
async function arrived(replacement: Case): Promise<Sent> {
  await scene.passesPreVerification(replacement);
  await scene.passesReVerification(replacement);
  const sent = await scene.sends(replacement);
  await scene.arrives(replacement, sent);
  return sent;
}
async function activates({ application, enterprise }: Case): Promise<void> {
  const mail = await scene.house.mailbox.awaits(enterprise.facts.authorisedUser.email, ACTIVATION);
  await new HttpClient(world.url).post('/api/intake/v1/activations', rightIn(mail, 'activate-account'));
  await application.awaits('DONE');
}
const handsOver = ({ application, enterprise }: Case, { token }: Sent) =>
  scene.house.shanghai.counter.handsOver(application.id, token.serialNumber, enterprise.facts.authorisedUser);
const problem = async (attempt: Promise<unknown>): Promise<unknown> => {
  const { status, body } = await refusal(attempt);
  return [status, body.code];
};

describe('a lost key', () => {
  it('is suspended at once, revoked before the new one may be made, and replaced', async () => {
    const old = await scene.collected();
    await isGood(old);
    await activates(old);
    const number = old.token.serialNumber;
    const application = await old.enterprise.replaces(number, 'lost');
    await isOnHold(old);
    expect(await application.read()).toMatchObject({ kind: 'replacement', replaces: { number, ground: 'lost' } });

    const prefilled = (await old.enterprise.http.get<{ draft: object }>(`${APPLICATIONS}/${application.id}/form`)).body;
    expect(prefilled.draft).toMatchObject({ nameCn: old.enterprise.facts.nameCn });
    expect(await problem(application.submitsForm())).toEqual([422, 'FormNotAccepted']);
    await application.isPrepared(scene.house.shanghai, { reason: REASON });
    expect(await problem(application.confirms())).toEqual([409, 'DocumentsMissing']);
    await application.uploadsSheets(['loss-statement']);
    await application.confirms();
    const replacement = { enterprise: old.enterprise, application };
    await scene.passesPreVerification(replacement);

    const { reviewer, maker } = scene.house.provider;
    await reviewer.awaits('re-verification', application.id);
    const { body: file } = await reviewer.open(application.id);
    expect(file).toMatchObject({
      submission: { kind: 'replacement' },
      form: { kind: 'replacement', reason: REASON, held: 1, replaces: { number, ground: 'lost' } },
    });
    await isOnHold(old);
    await reviewer.passes('re-verification', application.id);
    await becomes(old, 'keyCompromise', 1, 'revoked');
    await maker.orders.awaits(application.id, 'start-production');

    const fresh = await scene.sends(replacement);
    await scene.arrives(replacement, fresh);
    expect((await application.read()).collection?.papers).toContain('loss-statement');
    await scene.house.shanghai.counter.passesFinalReview(application.id);
    await handsOver(replacement, fresh);
    await application.awaits('DONE', '已办结 (账户已激活)');
    const { email } = old.enterprise.facts.authorisedUser;
    await scene.house.mailbox.awaits(email, /原电子钥匙已注销/);
    const mails = await scene.house.mailbox.mailsTo(email);
    expect(mails.filter(({ subject }) => subject.includes('原电子钥匙已注销'))).toHaveLength(1);
    expect(mails.filter(({ subject }) => ACTIVATION.test(subject))).toHaveLength(1);
    await isGood(fresh);
    await becomes(old, 'keyCompromise', 1, 'revoked');
    expect((await application.timeline()).map(({ code }) => code)).toEqual(
      expect.arrayContaining(['KeyLossReported', 'OldKeysRevoked', 'KeyCollected']),
    );
    expect(await problem(old.enterprise.replaces(number, 'lost'))).toEqual([409, 'KeyAlreadyReplaced']);
  });

  it('that is found again is good again, and its replacement withdrawn', async () => {
    const old = await scene.collected();
    const replacement = await submitted(old, 'lost');
    await isOnHold(old);
    await replacement.application.findsKeyAgain();
    await replacement.application.awaits('WITHDRAWN', '已撤回');
    await isGood(old);
  });
});

describe('a damaged key', () => {
  it('is handed in before the new one is handed over', async () => {
    const old = await scene.collected();
    const surplus = { number: old.token.serialNumber, ground: 'damaged', surplus: ['EK00000000'] };
    const asked = { kind: 'replacement', uscc: old.enterprise.facts.uscc, replaces: surplus };
    expect(await problem(old.enterprise.http.post(APPLICATIONS, asked))).toEqual([409, 'KeyNotHeld']);
    const replacement = await submitted(old, 'damaged', '插入电脑后无法识别');
    await isGood(old);
    const fresh = await arrived(replacement);
    await becomes(old, 'superseded', 4, 'revoked');
    const { counter } = scene.house.shanghai;
    await counter.passesFinalReview(replacement.application.id);
    expect(await problem(handsOver(replacement, fresh))).toEqual([409, 'OldKeyNotReturned']);
    await counter.http.post(`${ISSUANCE}/tokens/${old.token.serialNumber}/return`);
    await handsOver(replacement, fresh);
    await isGood(fresh);
  });
});

describe('a key whose certificate says something that has changed (变更)', () => {
  it('stays good until it is handed in for the new one, and is revoked then', async () => {
    const old = await scene.collected();
    const { counter } = scene.house.shanghai;
    const change = await submitted(old, 'information-changed', '企业名称变更');
    expect(await change.application.read()).toMatchObject({ kind: 'change' });
    const fresh = await arrived(change);
    await isGood(old);
    await counter.passesFinalReview(change.application.id);
    expect(await problem(handsOver(change, fresh))).toEqual([409, 'OldKeyNotReturned']);
    const { name, idType, idNumber } = old.enterprise.facts.authorisedUser;
    await counter.http.post(`${ISSUANCE}/orders/${change.application.id}/hand-over`, {
      ...{ tokenSerial: fresh.token.serialNumber, oldTokenSerial: old.token.serialNumber, receiptSigned: true },
      collector: { kind: 'authorised-user', name, idType, idNumber },
    });
    await isGood(fresh);
    await becomes(old, 'affiliationChanged', 3, 'revoked');
    await counter.http.post(`${ISSUANCE}/tokens/${old.token.serialNumber}/return`);
  });
});

describe('a replacement is refused', () => {
  let old: Case & Sent;
  let application: Application;
  beforeAll(async () => {
    old = await scene.collected();
    application = (await submitted(old, 'locked', '多次输错密码后锁死')).application;
  }, 60_000);

  it('to whoever has no key, for the key of another, and to whom another account acts for', async () => {
    const stranger = await scene.applicant();
    const number = old.token.serialNumber;
    expect(await problem(stranger.replaces(number, 'lost'))).toEqual([409, 'NoKeyHeld']);
    expect(await problem(old.enterprise.replaces('EK00000000', 'lost'))).toEqual([409, 'KeyNotHeld']);
    const { uscc } = old.enterprise.facts;
    const body = { kind: 'replacement', uscc, replaces: { number, ground: 'lost' } };
    expect(await problem(stranger.http.post(APPLICATIONS, body))).toEqual([403, 'NotForThisEnterprise']);
    await isGood(old);
  });
  it('for a key that is being replaced already', async () => {
    const { uscc } = old.enterprise.facts;
    expect(await problem(old.enterprise.replaces(old.token.serialNumber, 'lost'))).toEqual([
      409,
      'ReplacementUnderWay',
    ]);
    expect(await problem(old.enterprise.http.post(APPLICATIONS, { kind: 'first', uscc }))).toEqual([
      409,
      'FirstApplicationNotAllowed',
    ]);
    await isGood(old);
  });
  it('where it does not say which key, or why', async () => {
    const { uscc } = old.enterprise.facts;
    const start = (body: object) => problem(old.enterprise.http.post(APPLICATIONS, { uscc, ...body }));
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
    expect(await problem(application.findsKeyAgain())).toEqual([409, 'NoLossReported']);
  });
});
