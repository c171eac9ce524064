import { X509Certificate } from 'node:crypto';
import { HttpClient, KeyHolder, refusal, Renewing, until, type Answer } from '@ekey/journeys';
import { letPass, Scene, type Case, type Sent } from '@ekey/journeys/scene';
import { standaloneWorld, type StandaloneWorld } from './standalone.world';

const CERTIFICATES = '/api/issuance/v1/certificates';

let world: StandaloneWorld;
let scene: Scene;
let collected: Case & Sent;
let waiting: Case & Sent;
let holder: KeyHolder;

beforeAll(async () => {
  world = await standaloneWorld();
  scene = await Scene.set(world);
  waiting = await scene.ready();
  collected = await scene.collected();
  holder = new KeyHolder(world, collected.token, collected.pin);
}, 120_000);
afterAll(() => world.end());

const lossOf = ({ application }: Case): string => `/api/intake/v1/applications/${application.id}/key-loss`;
const serialOf = ({ token }: Sent, use: 'signing' | 'encryption' = 'signing'): string =>
  new X509Certificate(token.readCertificate(use) ?? '').serialNumber;
const becomes = (serial: string, status: string): Promise<string> =>
  until(
    `${serial} is ${status}`,
    async () =>
      (await new HttpClient(world.url).get<{ status: string }>(`${CERTIFICATES}/${serial}/status`)).body.status,
    (told) => told === status,
  );

/** Of every case, as intake has stored them. */
const reports = async (): Promise<readonly unknown[]> =>
  (await world.standalone.floor.service('intake').eventStore.readAll(0, 10_000)).filter(
    ({ type }) => type === 'KeyLossReported',
  );

/** Signing certificates of the keys that issuance has suspended. */
const suspendedPairs = async (): Promise<readonly (string | undefined)[]> =>
  (await world.standalone.floor.service('issuance').eventStore.readAll(0, 100_000))
    .filter(({ type }) => type === 'KeySuspended')
    .map(({ data }) => (data as { key: { serials: readonly string[] } }).key.serials[0]);

/** A report from one side, two officers from the other. */
async function isFoundAgain(serial: string): Promise<void> {
  const { manager } = scene.house.shanghai;
  const { reviewer } = scene.house.provider;
  await manager.http.post(`${CERTIFICATES}/${serial}/reinstatement`, { reference: '到场说明 3' });
  await reviewer.http.post(`${CERTIFICATES}/${serial}/reinstatement/confirmation`);
  await becomes(serial, 'good');
}

describe('a key that its enterprise reports lost', () => {
  it('is suspended at once, with both certificates, and its sessions end', async () => {
    await holder.logIn();
    const { http } = collected.enterprise;
    expect((await http.post(lossOf(collected))).status).toBe(204);
    await becomes(serialOf(collected), 'on-hold');
    await becomes(serialOf(collected, 'encryption'), 'on-hold');
    expect((await refusal(holder.logIn())).body.code).toBe('CertificateOnHold');
    type Timeline = { items: { code: string; label: string }[] };
    const { items } = (await http.get<Timeline>(`/api/intake/v1/applications/${collected.application.id}/timeline`))
      .body;
    expect(items).toContainEqual(expect.objectContaining({ code: 'KeyLossReported', label: '已申请挂失' }));
  });

  it('is not given back by its enterprise, but by two officers', async () => {
    const serial = serialOf(collected);
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
    await becomes(serialOf(collected), 'on-hold');
    await isFoundAgain(serialOf(collected));
  });

  it('is nobody’s business but its own, and cannot be lost before it was collected', async () => {
    const before = await reports();
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
    expect(await reports()).toEqual(before);
    await becomes(serialOf(collected), 'good');
  });
});

describe('a renewed key that is reported lost', () => {
  it('is suspended by the certificates that are in it now', async () => {
    await letPass(world, { days: 310 });
    const old = serialOf(collected);
    const renewing = await Renewing.starts(holder);
    await renewing.isPrepared();
    await renewing.confirms();
    const { reviewer } = scene.house.provider;
    await reviewer.awaits('renewal', renewing.id);
    await reviewer.passes('re-verification', renewing.id);
    await renewing.awaits('APPROVED');
    await renewing.updates();
    const fresh = serialOf(collected);
    expect(fresh).not.toBe(old);
    await becomes(fresh, 'good');
    await collected.enterprise.http.post(lossOf(collected));
    await becomes(fresh, 'on-hold');
    await becomes(old, 'revoked');
  });

  it('does not escape by a renewal that is proved at the very moment at which it is suspended', async () => {
    await isFoundAgain(serialOf(collected));
    await letPass(world, { days: 365 });
    const old = serialOf(collected);
    const { provider, shanghai } = scene.house;
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
    const fresh = serialOf(collected);
    await becomes(old, 'revoked');
    if (answer?.status !== 204) return void expect(answer?.body).toMatchObject({ code: 'KeyNotInUse' });
    await until('the new pair is suspended', suspendedPairs, (pairs) => pairs.includes(fresh));
    await becomes(fresh, 'on-hold');
  });

  it('leaves nothing parked', async () => {
    for (const service of ['intake', 'issuance', 'renewal'] as const)
      expect(await world.standalone.floor.service(service).reactors.parked()).toEqual([]);
  });
});
