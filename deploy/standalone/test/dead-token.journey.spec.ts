import { KeyHolder, refusal, Renewing, until } from '@ekey/journeys';
import { letPass, Scene, type Case, type Sent } from '@ekey/journeys/scene';
import { standaloneWorld, type StandaloneWorld } from './standalone.world';

const APPLICATIONS = '/api/intake/v1/applications';

let world: StandaloneWorld;
let scene: Scene;

beforeAll(async () => {
  world = await standaloneWorld();
  scene = await Scene.set(world);
}, 120_000);
afterAll(() => world.end());

interface Draft {
  readonly phone?: string;
  readonly nameCn?: string;
  readonly seal?: object;
}
const draftOf = async ({ enterprise }: Case, id: string): Promise<Draft | null> =>
  (await enterprise.http.get<{ draft: Draft | null }>(`${APPLICATIONS}/${id}/form`)).body.draft;

/** A key whose renewal was approved, asked for with another telephone number than the key was. */
async function approvedRenewal(): Promise<{ kept: Case & Sent; renewing: Renewing }> {
  const kept = await scene.collected();
  const holder = new KeyHolder(world, kept.token, kept.pin);
  await letPass(world, { days: 300 });
  const renewing = await Renewing.starts(holder);
  const form = `/api/renewal/v1/renewals/${renewing.id}/form`;
  const { draft } = (await holder.http.get<{ draft: object }>(form)).body;
  await holder.http.put(form, { ...draft, phone: '021-60009999' });
  await renewing.isPrepared();
  await renewing.confirms();
  const { reviewer } = scene.house.provider;
  await reviewer.awaits('renewal', renewing.id);
  await reviewer.passes('re-verification', renewing.id);
  await renewing.awaits('APPROVED');
  return { kept, renewing };
}

describe('a token that dies during its renewal', () => {
  it('is replaced by a case that knows what the renewal said, and ends the renewal', async () => {
    const { kept, renewing } = await approvedRenewal();
    await renewing.open();
    const application = await kept.enterprise.replaces(kept.token.serialNumber, 'renewal-died');
    const known = await draftOf(kept, application.id);
    expect(known).toMatchObject({ phone: '021-60009999', nameCn: kept.enterprise.facts.nameCn });
    expect(known?.seal).toBeDefined();
    const { status } = await renewing.awaits('CONVERTED');
    expect(status.label).toBe('介质失效, 请办理补办');
    expect(await renewing.may()).toEqual([]);
    expect((await refusal(renewing.open())).body.code).toBe('RenewalEnded');
    await application.isPrepared(scene.house.shanghai, { reason: '更新过程中介质失效' });
    await application.confirms();
  });

  it('may be reported with the key itself as long as that still answers, and is replaced then', async () => {
    const { kept, renewing } = await approvedRenewal();
    await renewing.holder.http.post(`/api/renewal/v1/renewals/${renewing.id}/token-failure`, {});
    await renewing.awaits('CONVERTED');
    const application = await until(
      'the form of the renewal is known',
      async () => draftOf(kept, (await kept.enterprise.replaces(kept.token.serialNumber, 'renewal-died')).id),
      (draft) => draft?.phone === '021-60009999',
    );
    expect(application?.nameCn).toBe(kept.enterprise.facts.nameCn);
  });
});
