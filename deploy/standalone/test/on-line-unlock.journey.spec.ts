import { X509Certificate } from 'node:crypto';
import { HttpClient, KeyHolder, refusal, Renewing, until, type Answer } from '@ekey/journeys';
import { Scene, type Case, type Sent } from '@ekey/journeys/scene';
import { unlockToken } from '@ekey/soft-token';
import { standaloneWorld, type StandaloneWorld } from './standalone.world';

const CERTIFICATES = '/api/issuance/v1/certificates';
const APPLICATIONS = '/api/intake/v1/applications';
const VERIFICATION = {
  identification: 'identity-document',
  documents: ['stamped-request', 'business-licence', 'authorised-user-id'],
};
const REQUEST = { reason: 'pin-forgotten' };
const [INTERIM, OWN] = ['Interim-0001', 'My-own-0001'];

let world: StandaloneWorld;
let scene: Scene;
let waiting: Case & Sent;
let locked: Case & Sent;

beforeAll(async () => {
  world = await standaloneWorld();
  scene = await Scene.set(world);
  waiting = await scene.ready();
  locked = await scene.collected();
  while (locked.token.triesLeft > 0) await locked.token.changePin('forgotten', OWN).catch(() => undefined);
}, 120_000);
afterAll(() => world.end());

type Step = 'unlock-request' | 'unlock-withdrawal' | 'key-loss';
const route = ({ application }: Case, step: Step): string => `${APPLICATIONS}/${application.id}/${step}`;
const asks = (body: object = REQUEST, key?: string): Promise<Answer> =>
  locked.enterprise.http.post(route(locked, 'unlock-request'), body, key === undefined ? {} : { key });
const withdraws = (): Promise<Answer> => locked.enterprise.http.post(route(locked, 'unlock-withdrawal'));
const place = (): string =>
  `${CERTIFICATES}/${new X509Certificate(locked.token.readCertificate('signing') ?? '').serialNumber}`;

interface Listed {
  readonly tokenSerial: string;
  readonly status: string;
  readonly label: string;
  readonly requestedBy: string;
  readonly reference: string | null;
  readonly reason: string | null;
}
/** As the officer sees it in his list. */
async function listed(status: string): Promise<Listed> {
  const { http } = scene.house.provider.reviewer;
  const found = await until(
    `the unlocking is ${status}`,
    async () => (await http.get<{ items: Listed[] }>(`/api/issuance/v1/unlocks?status=${status}`)).body.items,
    (items) => items.some(({ tokenSerial }) => tokenSerial === locked.token.serialNumber),
  );
  return found.find(({ tokenSerial }) => tokenSerial === locked.token.serialNumber) as Listed;
}

const labels = async (): Promise<readonly string[]> => {
  type Timeline = { items: { label: string }[] };
  const path = `${APPLICATIONS}/${locked.application.id}/timeline`;
  return (await locked.enterprise.http.get<Timeline>(path)).body.items.map(({ label }) => label);
};
/** As the enterprise sees it in its case. */
const reads = (label: string, times = 1): Promise<unknown> =>
  until(`the case says ${label}`, labels, (said) => said.filter((each) => each === label).length === times);
const mailed = (subject: RegExp, count = 1) =>
  scene.house.mailbox.awaits(locked.enterprise.registration.mail, subject, count);
const tokenIs = (status: string): Promise<unknown> =>
  until(
    `the token is ${status}`,
    async () =>
      (
        await scene.house.provider.shippingDesk.http.get<{ status: string }>(
          `/api/issuance/v1/tokens/${locked.token.serialNumber}`,
        )
      ).body.status,
    (told) => told === status,
  );

/** What an officer does once he has seen the papers. */
async function isAuthorised(): Promise<string> {
  const { reviewer, maker } = scene.house.provider;
  await reviewer.http.post(`${place()}/unlock/verification`, VERIFICATION);
  return (await maker.http.post<{ code: string }>(`${place()}/unlock/authorisation`)).body.code;
}
const reports = (code: string, outcome: object = { outcome: 'unlocked', pinChanged: true }): Promise<Answer> =>
  new HttpClient(world.url).send('POST', `${place()}/unlock/outcome`, { body: { code, ...outcome } });
const refusedWith = async (answer: Promise<unknown>): Promise<string> => {
  const { body } = await refusal(answer);
  return `${body.status} ${body.code}`;
};

describe('an enterprise whose key is locked', () => {
  it('asks on line, which unlocks nothing, and is told what to bring', async () => {
    const first = await asks(REQUEST, 'unlock-this-key-for-us');
    expect(first.status).toBe(204);
    expect((await asks(REQUEST, 'unlock-this-key-for-us')).revision).toBe(first.revision);
    expect(await refusedWith(asks())).toBe('409 UnlockUnderWay');
    expect(await listed('requested')).toMatchObject({
      ...{ label: '解锁申请中', requestedBy: locked.enterprise.facts.uscc, reference: null, reason: 'pin-forgotten' },
    });
    await tokenIs('locked');
    await reads('已申请解锁');
    expect((await mailed(/解锁申请已收到/)).text).toContain('仅凭本申请不会解锁');
    const { maker } = scene.house.provider;
    expect(await refusedWith(maker.http.post(`${place()}/unlock/authorisation`))).toBe('409 UnlockNotVerified');
    const atTheCounter = scene.house.support.http.post(`${place()}/unlock`, { reference: '来电 1107' });
    expect(await refusedWith(atTheCounter)).toBe('409 UnlockUnderWay');
  });

  it('gets it unlocked by the officers who go on with it, and reads so in its case', async () => {
    const code = await isAuthorised();
    const pins = { adminPin: locked.adminPin, interimPin: INTERIM, newPin: OWN };
    expect(await unlockToken(locked.token, pins)).toEqual({ outcome: 'unlocked', pinChanged: true });
    expect((await reports(code)).status).toBe(204);
    await listed('unlocked');
    await tokenIs('handed-over');
    await reads('已解锁');
    await mailed(/电子钥匙已解锁/);
    const holder = new KeyHolder(world, locked.token, OWN);
    await holder.logIn();
    expect((await holder.http.send('POST', route(locked, 'unlock-request'), { body: REQUEST })).status).toBe(403);
  });

  it('takes its request back, however far it has come', async () => {
    expect(await refusedWith(withdraws())).toBe('409 UnlockNotRequested');
    await asks({ reason: 'cause-unknown' });
    await listed('requested');
    const code = await isAuthorised();
    expect((await withdraws()).status).toBe(204);
    expect(await listed('withdrawn')).toMatchObject({ label: '企业已撤回' });
    const late = await reports(code);
    expect([late.status, (late.body as { code: string }).code]).toEqual([422, 'UnlockCodeWrong']);
    await tokenIs('handed-over');
    await reads('已撤回解锁申请');
  });

  it('is told where an officer rejects it, and may ask anew', async () => {
    await asks();
    await listed('requested');
    const { reviewer } = scene.house.provider;
    await reviewer.http.post(`${place()}/unlock/rejection`, { ground: 'identity-not-established' });
    await reads('已驳回：申请人身份未能核实');
    expect((await mailed(/未解锁：申请人身份未能核实/)).text).toContain('请备齐材料后重新申请');
    await asks();
    await listed('requested');
    await withdraws();
    await reads('已撤回解锁申请', 2);
  });

  it('is told at once that a suspended key is not unlocked', async () => {
    await locked.enterprise.http.post(route(locked, 'key-loss'));
    await tokenIs('suspended');
    await asks();
    await reads('钥匙已挂失，不能解锁；请先解除挂失');
    expect((await mailed(/未解锁：该电子钥匙已挂失/)).text).toContain('先到发证机构申请解除挂失');
    expect(await listed('withdrawn')).toMatchObject({ status: 'withdrawn' });
  });
});

describe('nothing is changed', () => {
  const asked = async (): Promise<number> =>
    (await world.standalone.floor.service('intake').eventStore.readAll(0, 10_000)).filter(({ type }) =>
      type.startsWith('KeyUnlock'),
    ).length;

  it('by others, before the key was collected, or by what is no request', async () => {
    const before = await asked();
    const body = REQUEST;
    for (const step of ['unlock-request', 'unlock-withdrawal'] as const) {
      const sent = { body: step === 'unlock-request' ? body : {} };
      const stranger = await waiting.enterprise.http.send('POST', route(locked, step), sent);
      expect([stranger.status, (stranger.body as { code: string }).code]).toEqual([404, 'NotFound']);
      for (const { http } of [scene.house.provider.reviewer, scene.house.shanghai.counter])
        expect((await http.send('POST', route(locked, step), sent)).status).toBe(403);
    }
    const own = waiting.enterprise.http;
    expect(await refusedWith(own.post(route(waiting, 'unlock-request'), body))).toBe('409 KeyNotCollected');
    expect(await refusedWith(own.post(route(waiting, 'unlock-withdrawal')))).toBe('409 UnlockNotRequested');
    for (const wrong of [{}, { reason: 'because' }, { ...body, pin: '000000' }, { reason: ['pin-forgotten'] }])
      expect(await refusedWith(asks(wrong))).toBe('400 InvalidRequest');
    expect(await asked()).toBe(before);
  });

  it('and nothing is left parked', async () => {
    for (const service of ['intake', 'issuance', 'notify'] as const)
      expect(await world.standalone.floor.service(service).reactors.parked()).toEqual([]);
  });
});

describe('a token whose administrator’s PIN is locked', () => {
  it('is not unlocked after its renewal either, which its holder’s own PIN has let him finish', async () => {
    locked = await scene.collected();
    await asks();
    await listed('requested');
    const code = await isAuthorised();
    for (let tries = 6; tries > 0; tries -= 1)
      await locked.token.unblockPin('wrong-admin', INTERIM).catch(() => undefined);
    expect((await reports(code, { outcome: 'admin-pin-locked' })).status).toBe(204);
    await listed('failed');
    const [before, answer] = [place(), '管理员口令已锁死，请办理补办'];
    await reads(answer);

    await world.letPass({ days: 300 });
    await (await Renewing.isApproved(scene.holderOf(locked), scene.house.provider.reviewer)).updates();
    expect(place()).not.toBe(before);
    const { eventStore } = world.standalone.floor.service('issuance');
    await until(
      'the lock is passed on',
      () => eventStore.readAll(0, 10_000),
      (facts) => facts.some(({ type }) => type === 'AdminPinLockTakenOver'),
    );
    const byCall = scene.house.support.http.post(`${place()}/unlock`, { reference: '来电 1108' });
    expect(await refusedWith(byCall)).toBe('409 AdminPinLocked');
    await asks();
    await reads(answer, 2);
  });
});
