import { recorded } from '@ekey/kernel/testing';
import { whenCertificateStatusChangedThenPublishCrl as effect } from './when-certificate-status-changed-then-publish-crl.effect';

const list = { number: 77, der: Buffer.alloc(0), thisUpdate: 'now', nextUpdate: 'then' };
const activated = recorded(
  { type: 'CertificateActivated' as const, data: { serial: '4A', caseId: 'case-1', uscc: 'X', at: 'then' } },
  { stream: 'issuance.Certificate-4A', revision: 4 },
);
const refreshed = recorded(
  { type: 'RevocationListRefreshed' as const, data: { refreshedAt: 'then' } },
  { stream: 'issuance.RevocationList-issuing-authority', revision: 9 },
);

describe('a changed certificate', () => {
  it('is whatever a list tells of anew', () =>
    expect(effect.on).toEqual([
      'CertificateActivated',
      'CertificateSuspended',
      'CertificateReinstated',
      'CertificateRevoked',
      'RevocationListRefreshed',
    ]));
  it.each([
    [activated, '4A', 4],
    [refreshed, 'issuing-authority', 9],
  ] as const)('has a list published that covers the change, and reports nothing', async (fact, key, revision) => {
    const asked: unknown[] = [];
    const lists = { covering: async (...what: unknown[]) => (asked.push(what), list) };
    expect(await effect.act(fact, { lists })).toBeNull();
    expect(await effect.act(fact, { lists })).toBeNull();
    expect(asked).toEqual([
      [key, revision],
      [key, revision],
    ]);
  });
  it('is tried again where no list could be made', async () => {
    const lists = { covering: () => Promise.reject(new Error('no list')) };
    await expect(effect.act(activated, { lists })).rejects.toThrow('no list');
  });
});
