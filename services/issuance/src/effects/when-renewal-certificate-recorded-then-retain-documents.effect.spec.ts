import type { Documents } from '@ekey/documents';
import { recorded } from '@ekey/kernel/testing';
import { certified, notAfter, renewalId } from '../testing/example-renewal';
import { whenRenewalCertificateRecordedThenRetainDocuments as effect } from './when-renewal-certificate-recorded-then-retain-documents.effect';

const fact = recorded(certified('signing'), { stream: `issuance.RenewalOrder-${renewalId}` });

describe('the documents of a renewal', () => {
  it('are kept for five years after the end of the certificate that they led to, told once or again', async () => {
    const until: string[][] = [];
    const documents = { retainUntil: async (of: string, to: string) => void until.push([of, to]) } as Documents;
    expect(await effect.act(fact, { documents })).toBeNull();
    expect(await effect.act(fact, { documents })).toBeNull();
    expect(notAfter).toBe('2028-03-12T01:00:00.000Z');
    expect(until).toEqual([
      [renewalId, '2033-03-12T01:00:00.000Z'],
      [renewalId, '2033-03-12T01:00:00.000Z'],
    ]);
  });
  it('wait for another try where the store does not answer', async () => {
    const documents = { retainUntil: () => Promise.reject(new Error('store away')) } as never;
    await expect(effect.act(fact, { documents })).rejects.toThrow('store away');
  });
});
