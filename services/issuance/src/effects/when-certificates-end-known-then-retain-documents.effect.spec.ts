import type { Documents } from '@ekey/documents';
import type { AsStored } from '@ekey/kernel';
import { recorded } from '@ekey/kernel/testing';
import type { KeyOrderEvent, personalData } from '../key-order/key-order.events';
import { ask, caseId, historyTo, validity } from '../testing/example-order';
import { whenCertificatesEndKnownThenRetainDocuments as effect } from './when-certificates-end-known-then-retain-documents.effect';

type Over = Extract<AsStored<KeyOrderEvent, typeof personalData>, { type: 'KeyCollected' | 'OrderEnded' }>;
const last = (facts: readonly KeyOrderEvent[]) =>
  recorded(facts.at(-1) as Over, { stream: `issuance.KeyOrder-${caseId}` });
const retained = async (facts: readonly KeyOrderEvent[]) => {
  const until: string[][] = [];
  const documents = { retainUntil: async (of: string, to: string) => void until.push([of, to]) } as Documents;
  expect(await effect.act(last(facts), { documents })).toBeNull();
  return until;
};

describe('the documents of a case', () => {
  const fiveYearsLater = [[caseId, '2032-03-02T02:00:00.000Z']];

  it('are kept for five years after the end of the certificates', async () => {
    expect(validity.notAfter).toBe('2027-03-02T02:00:00.000Z');
    expect(await retained(historyTo('collected'))).toEqual(fiveYearsLater);
  });
  it('are kept as long where the certificates were revoked before their end', async () =>
    expect(await retained(historyTo('ready', ask.cancel))).toEqual(fiveYearsLater));
  it('are kept as long where the key was lost on the way, and the case withdrawn before another was made', async () => {
    expect(await retained(historyTo('shipped', ask.lose(), ask.cancel))).toEqual(fiveYearsLater);
    expect(await retained(historyTo('shipped', ask.lose(), ask.start(2), ask.cancel))).toEqual(fiveYearsLater);
  });
  it('are kept as long by a fact from before it told of what was made earlier', async () => {
    const end = historyTo('ready', ask.cancel).at(-1) as Extract<KeyOrderEvent, { type: 'OrderEnded' }>;
    const { notAfter: _notAfter, ...data } = end.data;
    expect(await retained([{ type: 'OrderEnded', data }])).toEqual(fiveYearsLater);
  });
  it('are under no term where no certificate was ever issued', async () => {
    expect(await retained(historyTo('to-make', ask.cancel))).toEqual([]);
    expect(await retained(historyTo('producing', ask.cancel))).toEqual([]);
  });
  it('wait for another try where the store does not answer', async () => {
    const documents = { retainUntil: () => Promise.reject(new Error('store away')) } as never;
    await expect(effect.act(last(historyTo('collected')), { documents })).rejects.toThrow('store away');
  });
});
