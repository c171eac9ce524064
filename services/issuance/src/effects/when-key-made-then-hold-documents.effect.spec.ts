import type { Documents } from '@ekey/documents';
import { recorded } from '@ekey/kernel/testing';
import { caseId, historyTo } from '../testing/example-order';
import type { KeyMade } from '../key-order/key-order.events';
import { whenKeyMadeThenHoldDocuments as effect } from './when-key-made-then-hold-documents.effect';

const made = recorded(historyTo('made').at(-1) as KeyMade, { stream: `issuance.KeyOrder-${caseId}` });
const documentsWith = (hold: Documents['hold']) => ({ hold }) as Documents;

describe('a made key', () => {
  it('holds the documents of its case, as often as it is told', async () => {
    const held: string[] = [];
    const documents = documentsWith(async (of) => void held.push(of));
    expect(await effect.act(made, { documents })).toBeNull();
    expect(await effect.act(made, { documents })).toBeNull();
    expect(held).toEqual([caseId, caseId]);
  });
  it('is tried again where the store does not answer', async () => {
    const documents = documentsWith(() => Promise.reject(new Error('store away')));
    await expect(effect.act(made, { documents })).rejects.toThrow('store away');
  });
});
