import { describeUnlock, LockedKey, outcomeOf, UNLOCK_VERIFICATION } from '@ekey/journeys/procedures';
import { API, withDesk, type IssuanceDesk } from './issuance-desk';

let desk: IssuanceDesk;
withDesk((opened) => (desk = opened));
const collected = async (): Promise<LockedKey> => (await LockedKey.collected(desk.office, 1))[0] as LockedKey;
const facts = () => desk.floor.service('issuance').eventStore.readAll(0, 100_000);
const DONE = { outcome: 'unlocked', pinChanged: true };

describeUnlock(() => desk.office);

describe('a code that opens a locked key', () => {
  it('is good for a day; then it is asked for anew', async () => {
    const key = await collected();
    const told = await key.authorised();
    await key.listed('authorised');
    desk.clock.advance({ hours: 25 });
    expect(await outcomeOf(key.reports(told, DONE))).toBe('410 UnlockCodeExpired');
    await desk.tick();
    await key.listed('expired');
    expect(await outcomeOf(key.reports(told, DONE))).toBe('422 UnlockCodeWrong');
    const next = await key.authorised();
    expect(next).not.toBe(told);
    expect(await outcomeOf(key.reports(next, await key.unlock()))).toBe('204');
  });

  it('stands nowhere in the log', async () => {
    const key = await collected();
    const told = await key.authorised();
    const stored = JSON.stringify(await facts());
    expect(stored).not.toContain(told);
    expect(stored).not.toContain(told.replaceAll('-', ''));
  });
});

describe('nothing is changed', () => {
  it('by whoever may not, has no code, or sends what is no request', async () => {
    const key = await collected();
    const before = (await facts()).length;
    const asked = { reference: '来电 1114' };
    for (const person of ['manager', 'counter', 'shippingDesk'] as const)
      expect(await key.outcome(person, 'unlock', asked)).toBe('403 Forbidden');
    expect(await key.outcome('support', 'unlock/verification', UNLOCK_VERIFICATION)).toBe('403 Forbidden');
    expect(await key.outcome('support', 'unlock/authorisation')).toBe('403 Forbidden');
    expect(await key.outcome('reviewer', 'unlock/authorisation')).toBe('409 UnlockNotRequested');
    expect(await outcomeOf(key.reports('0000-0000-0000', DONE))).toBe('422 UnlockCodeWrong');
    for (const body of [{}, { reference: '' }, { ...asked, pin: '000000' }])
      expect(await key.outcome('support', 'unlock', body)).toBe('400 InvalidRequest');
    for (const outcome of [{ outcome: 'opened' }, { outcome: 'unlocked', pin: 'My-own-0001' }])
      expect(await outcomeOf(key.reports('0000-0000-0000', outcome))).toBe('400 InvalidRequest');
    const nowhere = desk.as('cs-1').post(`${API}/certificates/4A/unlock`, asked);
    expect(await outcomeOf(nowhere)).toBe('404 NotFound');
    expect((await facts()).length).toBe(before);
  });
});
