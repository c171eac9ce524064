import { Unavailable } from '@ekey/kernel';
import { recorded } from '@ekey/kernel/testing';
import { exampleHeldKey as key } from '../testing/example-held-key';
import { replaced } from '../testing/example-replacement';
import { whenOldKeysSoughtThenFindThem as effect } from './when-old-keys-sought-then-find-them.effect';

const clock = { now: () => '2026-03-02T02:00:05.000Z' };
const fact = recorded(replaced.sought('EK1', 'EK7'), { stream: 'issuance.Replacement-case-2' });

describe('tokens whose keys are to end', () => {
  it('are looked into, each for the key that is in it now, in their order', async () => {
    const keyIn = async (tokenSerial: string) => ({ ...key, tokenSerial });
    const keys = [key, { ...key, tokenSerial: 'EK7' }];
    const report = { type: 'RecordOldKeys', data: { keys, now: clock.now() } };
    expect(await effect.act(fact, { keyIn, clock })).toEqual(report);
    expect(await effect.act(fact, { keyIn, clock })).toEqual(report);
  });
  it('are all looked into again where one is not known yet', async () => {
    const keyIn = (serial: string) =>
      serial === 'EK7' ? Promise.reject(new Unavailable('not yet')) : Promise.resolve(key);
    await expect(effect.act(fact, { keyIn, clock })).rejects.toThrow('not yet');
  });
});
