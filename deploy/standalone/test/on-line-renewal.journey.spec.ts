import { X509Certificate } from 'node:crypto';
import { HttpClient, KeyHolder, refusal, Renewing, rightIn, until } from '@ekey/journeys';
import { letPass, Scene, type Case, type Sent } from '@ekey/journeys/scene';
import { UPDATE_STAGES, type UpdateStage } from '@ekey/soft-token';
import { standaloneWorld, type StandaloneWorld } from './standalone.world';

const DAY_MS = 86_400_000;
const RENEWALS = '/api/renewal/v1/renewals';
const ACTIVATION = '调用商务部统一用户管理平台激活企业账户';

let world: StandaloneWorld;
let scene: Scene;
let collected: Case & Sent;
let holder: KeyHolder;
/** Of the signing certificate that the key was handed over with. */
let firstSerial: string;

beforeAll(async () => {
  world = await standaloneWorld();
  scene = await Scene.set(world);
  collected = await scene.collected();
  holder = new KeyHolder(world, collected.token, collected.pin);
  firstSerial = certificate().serialNumber;
}, 120_000);
afterAll(() => world.end());

const certificate = (): X509Certificate => new X509Certificate(collected.token.readCertificate('signing') ?? '');
const reaches = (daysBefore: number): Promise<void> => {
  const ahead = Date.parse(certificate().validTo) - daysBefore * DAY_MS - Date.parse(world.now());
  return letPass(world, { minutes: Math.ceil(ahead / 60_000) });
};
const statusOf = async (serial: string): Promise<string> =>
  (await new HttpClient(world.url).get<{ status: string }>(`/api/issuance/v1/certificates/${serial}/status`)).body
    .status;
const becomes = (serial: string, status: string): Promise<string> =>
  until(
    `${serial} is ${status}`,
    () => statusOf(serial),
    (told) => told === status,
  );

async function approved(renewing: Renewing): Promise<void> {
  const { reviewer } = scene.house.provider;
  await renewing.isPrepared();
  await renewing.confirms();
  await reviewer.awaits('renewal', renewing.id);
  await reviewer.passes('re-verification', renewing.id);
  await renewing.awaits('APPROVED');
}

class PulledOut extends Error {}

describe('the renewal of a key', () => {
  it('is not open earlier than 90 days before the end, and to no password', async () => {
    expect((await refusal(Renewing.starts(holder))).body.code).toBe('RenewalNotYetOpen');
    expect((await collected.enterprise.http.send('POST', RENEWALS, { body: {} })).status).toBe(403);
  });

  it('puts new certificates and a new seal into the key, and keeps the remaining days', async () => {
    await reaches(60);
    const old = certificate();
    const oldSeal = collected.token.readSeal();
    const renewing = await Renewing.starts(holder);
    await approved(renewing);
    const { email } = collected.enterprise.facts.authorisedUser;
    const mail = await scene.house.mailbox.awaits(email, /证书更新审核通过/);
    expect(mail.text).toContain('请保持电子钥匙插入');
    // Nobody has followed the link of the first application yet, which has run out meanwhile.
    const activation = await scene.house.mailbox.awaits(email, ACTIVATION, 2);
    await new HttpClient(world.url).post('/api/intake/v1/activations', rightIn(activation, 'activate-account'));
    await renewing.updates();
    const fresh = certificate();
    expect(Date.parse(fresh.validTo)).toBe(Date.parse(new Date(old.validTo).toISOString().replace('2027', '2028')));
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
    await reaches(60);
    const old = certificate();
    const renewing = await Renewing.starts(holder);
    await approved(renewing);
    for (const stage of UPDATE_STAGES) {
      let left = 1;
      const pullOut = (passed: UpdateStage): void => {
        if (passed === stage && left-- > 0) throw new PulledOut(stage);
      };
      await expect(renewing.updates(pullOut)).rejects.toThrow(PulledOut);
      if (stage !== 'proved' && stage !== 'adopted') expect(await statusOf(old.serialNumber)).toBe('good');
    }
    const fresh = certificate();
    expect(fresh.serialNumber).not.toBe(old.serialNumber);
    await becomes(fresh.serialNumber, 'good');
    await becomes(old.serialNumber, 'revoked');
    expect(await renewing.read()).toMatchObject({ update: null, newSerial: fresh.serialNumber });
    const { email } = collected.enterprise.facts.authorisedUser;
    expect((await scene.house.mailbox.mailsTo(email)).filter(({ subject }) => subject === ACTIVATION)).toHaveLength(2);
  });
});

describe('an update that nobody goes on with', () => {
  it('is told as failed after fifteen minutes, and goes on in another session where it was left', async () => {
    await reaches(60);
    const renewing = await Renewing.starts(holder);
    await approved(renewing);
    const pullOut = (passed: UpdateStage): void => {
      if (passed === 'signing-confirmed') throw new PulledOut(passed);
    };
    await expect(renewing.updates(pullOut)).rejects.toThrow(PulledOut);
    expect((await renewing.read()).status.label).toBe('更新中');
    await letPass(world, { minutes: 16 });
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
    await becomes(certificate().serialNumber, 'good');
  });
});

describe('a renewed key', () => {
  it('is suspended by its new certificate, and no more by the one that it had', async () => {
    const { http } = scene.house.shanghai.manager;
    const suspends = (serial: string) =>
      http.post(`/api/issuance/v1/certificates/${serial}/suspension`, { ground: 'lost', reference: '来电 1' });
    const fresh = certificate().serialNumber;
    expect((await refusal(suspends(firstSerial))).body.code).toBe('KeyNotInUse');
    expect(await statusOf(fresh)).toBe('good');
    await suspends(fresh);
    await becomes(fresh, 'on-hold');
    expect((await refusal(holder.logIn())).body.code).toBe('CertificateOnHold');
  });
});
