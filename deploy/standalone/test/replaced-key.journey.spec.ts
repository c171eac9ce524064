import { X509Certificate } from 'node:crypto';
import { refusal, until, type MadeKey } from '@ekey/journeys';
import { API, withDesk, type IssuanceDesk } from './issuance-desk';

let desk: IssuanceDesk;
withDesk((opened) => (desk = opened));

const serialOf = ({ delivery }: MadeKey): string =>
  new X509Certificate(delivery.certificates.signing ?? '').serialNumber;
const standsAt = (key: MadeKey, standing: string) =>
  until(
    `the key is ${standing}`,
    () => desk.certificate(serialOf(key)),
    (told) => told.standing === standing,
  );
const start = (caseId: string): Promise<unknown> => desk.maker.start(caseId, 'EK20269999');
const code = async (attempt: Promise<unknown>): Promise<string> => (await refusal(attempt)).body.code;

describe('the order of a replacement (补办)', () => {
  it('is refused to whoever would begin before the old key has ended, and takes no token for it', async () => {
    const { key } = await desk.collected();
    const caseId = await desk.reVerified({ kind: 'replacement' });
    await desk.shippingDesk.stocks('EK20269999', 'spl-2');
    expect(await code(start(caseId))).toBe('OldKeyNotRevoked');
    expect(await desk.token('EK20269999')).toBe('in-stock');
    await standsAt(key, 'live');

    await desk.named(caseId, key.token.serialNumber);
    await desk.maker.orders.awaits(caseId, 'start-production');
    expect(await standsAt(key, 'revoked')).toMatchObject({ reason: 'superseded' });
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

  it('waits for the surplus keys as well that are given up beside the old one', async () => {
    const [{ key }, { key: surplus }] = [await desk.collected(), await desk.collected()];
    const tokens = [key.token.serialNumber, surplus.token.serialNumber];
    const caseId = await desk.reVerified({ kind: 'replacement' });
    await desk.named(caseId, key.token.serialNumber, 'damaged', [surplus.token.serialNumber]);
    await desk.maker.orders.awaits(caseId, 'start-production');
    for (const each of [key, surplus]) expect(await standsAt(each, 'revoked')).toMatchObject({ reason: 'superseded' });
    expect(await desk.told(caseId, 'OldKeysRevoked')).toMatchObject([{ tokens, toReturn: [tokens[0]] }]);
  });

  it('that was withdrawn before leaves the old key good', async () => {
    const { key } = await desk.collected();
    const caseId = await desk.reVerified({ kind: 'replacement' });
    await desk.withdraw(caseId, 'replacement');
    await desk.at(caseId, 'withdrawn');
    await desk.named(caseId, key.token.serialNumber);
    const { key: later } = await desk.collected();
    await standsAt(later, 'live');
    expect((await desk.certificate(serialOf(key))).standing).toBe('live');
  });

  it('goes on where two officers had revoked the old key before', async () => {
    const { key } = await desk.collected();
    const ask = (officer: 'agm-1' | 'spr-1' | 'spr-2', step: string, body: object = {}) =>
      desk.as(officer).post(`${API}/certificates/${serialOf(key)}/${step}`, body);
    await ask('agm-1', 'revocation', { ground: 'lost', requester: 'enterprise', reference: '来函 2026-18' });
    await ask('spr-1', 'revocation/verification', { identification: 'stamped-letter' });
    await ask('spr-2', 'revocation/execution');
    await standsAt(key, 'revoked');
    const caseId = await desk.reVerified({ kind: 'replacement' });
    await desk.named(caseId, key.token.serialNumber, 'lost');
    await desk.maker.orders.awaits(caseId, 'start-production');
    expect(await desk.certificate(serialOf(key))).toMatchObject({ standing: 'revoked', reason: 'keyCompromise' });
  });
});
