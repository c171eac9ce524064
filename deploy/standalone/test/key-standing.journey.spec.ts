import { describeKeyStanding, IN_USE, KeyInUse, outcomeOf } from '@ekey/journeys/procedures';
import { API, withDesk, type IssuanceDesk } from './issuance-desk';

let desk: IssuanceDesk;
withDesk((opened) => (desk = opened));

describeKeyStanding(() => desk.office);

describe('nothing is changed', () => {
  /** How much was ever stored. */
  const head = (): Promise<number> => desk.floor.service('issuance').eventStore.head();
  const suspension = { ground: 'lost' };
  const request = { ground: 'lost', requester: 'enterprise', reference: '来函 2026-17' };

  it('by whoever may not, for whom it is not there, or before the key was handed over', async () => {
    const [key] = (await KeyInUse.collected(desk.office, 1)) as [KeyInUse];
    const caseId = await desk.reVerified();
    const unfinished = new KeyInUse(desk.office, caseId, await desk.made(caseId));
    await key.becomes(IN_USE);
    await desk.at(caseId, 'producing');
    const before = await head();
    expect(await key.outcome('managerElsewhere', 'suspension', suspension)).toBe('404 NotFound');
    expect(await key.outcome('managerElsewhere', 'revocation', request)).toBe('404 NotFound');
    expect(await key.outcome('maker', 'suspension', suspension)).toBe('403 Forbidden');
    expect(await key.outcome('counter', 'revocation', request)).toBe('403 Forbidden');
    const called = { identification: 'call-back' };
    expect(await key.outcome('manager', 'revocation/verification', called)).toBe('403 Forbidden');
    expect(await key.outcome('manager', 'revocation/execution')).toBe('403 Forbidden');
    expect(await unfinished.outcome('manager', 'suspension', suspension)).toBe('409 KeyNotInUse');
    expect(await unfinished.outcome('manager', 'revocation', request)).toBe('409 KeyNotInUse');
    const manager = desk.as('agm-1');
    for (const serial of ['4A', 'nonsense'])
      expect(await outcomeOf(manager.post(`${API}/certificates/${serial}/suspension`, suspension))).toBe(
        '404 NotFound',
      );
    for (const body of [{}, { ground: 'boredom' }, { ...suspension, reference: '' }, { ...suspension, by: 'agm-1' }])
      expect(await key.outcome('manager', 'suspension', body)).toBe('400 InvalidRequest');
    expect(await head()).toBe(before);
    await key.becomes(IN_USE);
  });

  it('at another counter of the authority than that which has handed the key over', async () => {
    const [key] = (await KeyInUse.collected(desk.office, 1)) as [KeyInUse];
    await key.becomes(IN_USE);
    const [before, counter, token] = [await head(), desk.as('agc-2'), `${API}/tokens/${key.tokenSerial}`];
    expect(await outcomeOf(counter.post(key.place('suspension'), suspension))).toBe('404 NotFound');
    expect(await outcomeOf(counter.get(token))).toBe('404 NotFound');
    expect(await outcomeOf(counter.post(`${token}/return`))).toBe('404 NotFound');
    expect(await head()).toBe(before);
  });
});
