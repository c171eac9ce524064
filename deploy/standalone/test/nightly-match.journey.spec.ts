import { randomUUID } from 'node:crypto';
import { until } from '@ekey/journeys';
import { API, IssuanceDesk } from './issuance-desk';
import { figuresOf } from './figures';

let desk: IssuanceDesk;
beforeAll(async () => {
  desk = await IssuanceDesk.open();
});
afterAll(() => desk.dispose());

interface Listed {
  readonly items: readonly {
    readonly kind: string;
    readonly id: string;
    readonly state: string;
    readonly differences: readonly { readonly code: string; readonly label: string; readonly found: string }[];
  }[];
}
interface Nights {
  readonly items: readonly { readonly day: string; readonly tokens: number; readonly different: number }[];
}
const differences = async (query = '') => (await desk.as('aud-1').get<Listed>(`${API}/differences${query}`)).body.items;
const nights = async () => (await desk.as('spr-1').get<Nights>(`${API}/matches`)).body.items;

/** Until the list of nights is as long as that. The desk opens at ten in the morning: half past three is the time of the first. */
async function nightPasses(count: number): Promise<Nights['items'][number]> {
  desk.clock.advance({ minutes: (count === 1 ? 17.5 : 24) * 60 });
  await desk.tick();
  const all = await until('the night is recorded', nights, ({ length }) => length >= count);
  return all[0] as Nights['items'][number];
}

/** A fact about a token that no command leads to, as somebody would write it who has the files. */
async function tamper(tokenSerial: string, type: string, data: object, status: string): Promise<void> {
  const { eventStore } = desk.floor.service('issuance');
  const stream = `issuance.Token-${tokenSerial}`;
  const id = randomUUID();
  await eventStore.append({
    ...{ stream, expectedRevision: (await eventStore.read(stream)).length - 1, ids: [id] },
    facts: [{ type, data, schemaVersion: 1 }],
    ...{
      trace: { commandId: id, requestDigest: '' },
      recordedAt: desk.clock.now(),
      correlationId: id,
      causationId: id,
    },
    actor: { kind: 'service', id: 'nobody' },
  });
  await until(
    `the token is ${status}`,
    () => desk.token(tokenSerial),
    (now) => now === status,
  );
}

describe('the nightly comparison of certificates, tokens and orders', () => {
  let tokenSerial: string;

  it('finds nothing where keys are made, on their way and handed over as they should', async () => {
    const { key } = await desk.collected();
    tokenSerial = key.token.serialNumber;
    await desk.shipped(await desk.reVerified());
    await desk.made(await desk.reVerified());
    expect(await nights()).toEqual([]);
    await desk.tick();
    expect(await nights()).toEqual([]);
    expect(await nightPasses(1)).toMatchObject({ day: '2026-03-03', different: 0 });
    expect(await differences()).toEqual([]);
    await desk.tick();
    expect(await nights()).toHaveLength(1);
  });

  it('tells what differs once, to auditors and reviewers alone, and has it counted', async () => {
    await tamper(tokenSerial, 'TokenRecalled', { recalledAt: desk.clock.now() }, 'recalled');
    expect(await nightPasses(2)).toMatchObject({ day: '2026-03-04', different: 1 });
    const open = await until('it is listed', differences, ({ length }) => length > 0);
    expect(open).toMatchObject([{ kind: 'token', id: tokenSerial, state: 'open' }]);
    expect(open[0]?.differences).toMatchObject([
      { code: 'token-place-differs', label: '介质状态与制作单状态不一致', found: 'token recalled, order collected' },
      { code: 'certificate-left-over' },
    ]);
    const figures = await figuresOf(desk.url);
    expect(figures.get('ekey_differences{service="issuance",kind="token"}')).toBe(1);
    expect(figures.get('ekey_match_age_seconds{service="issuance"}')).toBeLessThan(60);
    for (const officer of ['agm-1', 'spl-1', 'cs-1'] as const)
      for (const route of ['differences', 'matches'])
        expect((await desk.as(officer).send('GET', `${API}/${route}`)).status).toBe(403);
    expect((await desk.as('aud-1').send('GET', `${API}/differences?state=unheard`)).status).toBe(400);
    await nightPasses(3);
    const { eventStore } = desk.floor.service('issuance');
    expect(await eventStore.read(`issuance.Difference-token.${tokenSerial}`)).toHaveLength(2);
  });

  it('settles it once the three agree again', async () => {
    const handedOver = { caseId: 'x', attempt: 1, at: desk.clock.now() };
    await tamper(tokenSerial, 'TokenHandedOver', handedOver, 'handed-over');
    expect(await nightPasses(4)).toMatchObject({ different: 0 });
    await until('nothing is open', differences, ({ length }) => length === 0);
    expect(await differences('?state=settled&kind=token')).toMatchObject([{ id: tokenSerial, differences: [] }]);
  });
});
