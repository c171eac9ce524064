import { refusal, serialIn } from '@ekey/journeys';
import { describeReplacedKey, inOneWorld } from '@ekey/journeys/procedures';
import { withDesk, type IssuanceDesk } from './issuance-desk';
import { standaloneWorld, type StandaloneWorld } from './standalone.world';

let world: StandaloneWorld;

inOneWorld(
  async () => (world = await standaloneWorld()),
  (on) => {
    describeReplacedKey(on);

    it('leaves nothing parked', async () => {
      for (const service of ['intake', 'review', 'issuance'] as const)
        expect(await world.standalone.floor.service(service).reactors.parked()).toEqual([]);
    });
  },
);

/** Which key a case is for, and that the case is approved, come on topics of their own: here the one before the other. */
describe('the order of a replacement (补办) of whose key issuance hears late', () => {
  let desk: IssuanceDesk;
  withDesk((opened) => (desk = opened));
  const start = (caseId: string): Promise<unknown> => desk.maker.start(caseId, 'EK20269999');
  const code = async (attempt: Promise<unknown>): Promise<string> => (await refusal(attempt)).body.code;

  it('is refused to whoever would begin before the old key has ended, and takes no token for it', async () => {
    const { key } = await desk.collected();
    const caseId = await desk.reVerified({ kind: 'replacement' });
    await desk.shippingDesk.stocks('EK20269999', 'spl-2');
    expect(await code(start(caseId))).toBe('OldKeyNotRevoked');
    expect(await desk.token('EK20269999')).toBe('in-stock');
    await desk.reliance.standsAt(serialIn(key.token), 'live');

    await desk.named(caseId, key.token.serialNumber);
    await desk.maker.orders.awaits(caseId, 'start-production');
    expect(await desk.reliance.standsAt(serialIn(key.token), 'revoked')).toMatchObject({ reason: 'superseded' });
    expect(await desk.told(caseId, 'OldKeysRevoked')).toMatchObject([
      { kind: 'replacement', tokens: [key.token.serialNumber], toReturn: [key.token.serialNumber] },
    ]);
    await start(caseId);
    expect(await desk.token('EK20269999')).toBe('assigned');
  });

  it('waits for nothing where the old key is from before this system', async () => {
    const caseId = await desk.reVerified({ kind: 'replacement' });
    await desk.named(caseId, null, 'lost');
    await desk.maker.orders.awaits(caseId, 'start-production');
    expect(await desk.told(caseId, 'OldKeysRevoked')).toMatchObject([{ tokens: [], toReturn: [] }]);
  });

  it('that was withdrawn before leaves the old key good', async () => {
    const { key } = await desk.collected();
    const caseId = await desk.reVerified({ kind: 'replacement' });
    await desk.withdraw(caseId, 'replacement');
    await desk.at(caseId, 'withdrawn');
    await desk.named(caseId, key.token.serialNumber);
    const { key: later } = await desk.collected();
    await desk.reliance.standsAt(serialIn(later.token), 'live');
    expect((await desk.reliance.certificate(serialIn(key.token))).standing).toBe('live');
  });
});
