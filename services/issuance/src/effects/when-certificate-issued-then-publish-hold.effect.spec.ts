import { recorded } from '@ekey/kernel/testing';
import { whenCertificateIssuedThenPublishHold as effect } from './when-certificate-issued-then-publish-hold.effect';

const clock = { now: () => '2026-03-02T02:00:05.000Z' };
const issued = recorded(
  { type: 'CertificateIssued' as const, data: { serial: '4A', certificate: 'AA', sha256: 'bb', issuedAt: 'then' } },
  { stream: 'issuance.Certificate-4A', revision: 2 },
);
const list = { number: 77, der: Buffer.alloc(0), thisUpdate: 'now', nextUpdate: 'then' };

describe('an issued certificate', () => {
  it('waits for a list that covers its reservation, and names it', async () => {
    const asked: unknown[] = [];
    const lists = { covering: async (...what: unknown[]) => (asked.push(what), list) };
    const report = { type: 'RecordHoldPublished', data: { crlNumber: 77, now: clock.now() } };
    expect(await effect.act(issued, { lists, clock })).toEqual(report);
    expect(await effect.act(issued, { lists, clock })).toEqual(report);
    expect(asked).toEqual([
      ['4A', 0],
      ['4A', 0],
    ]);
  });
  it('stays where it is while no list can be made', async () => {
    const lists = { covering: () => Promise.reject(new Error('no list')) };
    await expect(effect.act(issued, { lists, clock })).rejects.toThrow('no list');
  });
});
