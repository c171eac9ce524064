import { X509Certificate } from 'node:crypto';
import { KeyHolder, refusal, Renewing, until } from '@ekey/journeys';
import { letPass, Scene, type Case, type Sent } from '@ekey/journeys/scene';
import { standaloneWorld, type StandaloneWorld } from './standalone.world';

const DAY_MS = 86_400_000;
const RENEWALS = '/api/renewal/v1/renewals';

let world: StandaloneWorld;
let scene: Scene;
/** Submitted before the end, approved and then left alone, and left a draft. */
let finished: Renewing;
let forgotten: Renewing;
let unsubmitted: Renewing;

beforeAll(async () => {
  world = await standaloneWorld();
  scene = await Scene.set(world);
  const holders = [await keyHolder(), await keyHolder(), await keyHolder()] as const;
  await reaches(holders[0], 5);
  [finished, forgotten, unsubmitted] = [
    await Renewing.starts(holders[0]),
    await Renewing.starts(holders[1]),
    await Renewing.starts(holders[2]),
  ];
  for (const renewing of [finished, forgotten, unsubmitted]) await renewing.isPrepared();
  for (const renewing of [finished, forgotten]) await renewing.confirms();
  await scene.house.provider.reviewer.awaits('renewal', finished.id);
  await reaches(holders[2], -1);
}, 180_000);
afterAll(() => world.end());

async function keyHolder(): Promise<KeyHolder> {
  const { token, pin }: Case & Sent = await scene.collected();
  return new KeyHolder(world, token, pin);
}
const certificateOf = ({ token }: KeyHolder): X509Certificate =>
  new X509Certificate(token.readCertificate('signing') ?? '');
const reaches = (holder: KeyHolder, daysBefore: number): Promise<void> => {
  const ahead = Date.parse(certificateOf(holder).validTo) - daysBefore * DAY_MS - Date.parse(world.now());
  return letPass(world, { minutes: Math.ceil(ahead / 60_000) + 1 });
};
/** How a renewal ended: nobody gets in any more who could ask for it. */
async function endOf({ id }: Renewing): Promise<unknown> {
  const facts = await world.standalone.floor.service('renewal').eventStore.read(`renewal.Renewal-${id}`);
  return facts.flatMap(({ type, data }) => (type === 'RenewalEnded' ? [(data as { ground: string }).ground] : []));
}
const logInOf = async ({ holder }: Renewing): Promise<string> => (await refusal(holder.logIn())).body.code;

describe('a key whose certificate has run out', () => {
  it('lets nobody in where no renewal was submitted before, and that one expires', async () => {
    expect(await logInOf(unsubmitted)).toBe('CertificateExpired');
    expect(await endOf(unsubmitted)).toEqual(['expired']);
  });

  it('lets its holder in for the renewal that was submitted before, and for nothing else', async () => {
    const { holder } = finished;
    expect((await holder.logIn()).key).toMatchObject({ onlyFor: finished.id });
    expect((await finished.read()).status.label).toBe('待审核');
    expect((await refusal(holder.http.post(RENEWALS, {}))).status).toBe(403);
    expect((await holder.http.send('GET', RENEWALS)).status).toBe(403);
    for (const other of [forgotten, unsubmitted])
      expect((await holder.http.send('GET', `${RENEWALS}/${other.id}`)).status).toBe(404);
    await holder.http.delete('/api/intake/v1/sessions/current');
    expect((await holder.http.send('GET', `${RENEWALS}/${finished.id}`)).status).toBe(401);
  });

  it('is corrected, approved and updated all the same; its new term begins with its new certificate', async () => {
    const { reviewer } = scene.house.provider;
    const before = certificateOf(finished.holder);
    await reviewer.rejects('re-verification', finished.id, [{ target: 'seal-confirmation', code: 'B03' }], '印模缺边');
    await finished.awaits('REJECTED');
    await finished.uploadsSheets(2);
    await finished.confirms();
    await reviewer.awaits('renewal', finished.id, 2);
    await reviewer.passes('re-verification', finished.id);
    await finished.awaits('APPROVED');
    await finished.updates();
    const fresh = certificateOf(finished.holder);
    expect(fresh.serialNumber).not.toBe(before.serialNumber);
    expect(Date.parse(fresh.validTo)).toBeGreaterThan(Date.parse(before.validTo) + 366 * DAY_MS);
    // It is good a moment after the proof.
    const session = await until(
      'the new key lets its holder in',
      () => finished.holder.logIn().catch(() => null),
      (begun) => begun !== null,
    );
    expect(session?.key).not.toHaveProperty('onlyFor');
  });

  it('lets nobody in any more once the days that are granted are over, and the renewal expires', async () => {
    const { reviewer } = scene.house.provider;
    expect((await forgotten.holder.logIn()).key).toMatchObject({ onlyFor: forgotten.id });
    await reviewer.passes('re-verification', forgotten.id);
    await forgotten.awaits('APPROVED');
    expect(await endOf(forgotten)).toEqual([]);
    await letPass(world, { days: 30 });
    expect(await logInOf(forgotten)).toBe('CertificateExpired');
    expect(await endOf(forgotten)).toEqual(['expired']);
  });
});
