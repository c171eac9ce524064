import { recorded } from '@ekey/kernel/testing';
import { whenAwaitedRevocationExecutedThenPublishCrl as effect } from './when-awaited-revocation-executed-then-publish-crl.effect';

const clock = { now: () => '2026-03-02T02:00:05.000Z' };
const executed = recorded(
  {
    type: 'AwaitedRevocationExecuted' as const,
    data: { replacement: 'case-2', tokenSerial: 'EK1', serials: ['4A', '4B'], executedAt: 'then' },
  },
  { stream: 'issuance.Revocation-case-1.1' },
);
const revisionOf = async (serial: string): Promise<number> => (serial === '4A' ? 6 : 8);
const listOf = (number: number) => ({ number, der: Buffer.alloc(0), thisUpdate: 'now', nextUpdate: 'then' });

describe('a revoked key that a case waits for', () => {
  it('is on a list that covers the newest fact of each of its certificates', async () => {
    const asked: unknown[] = [];
    const lists = { covering: async (...what: unknown[]) => (asked.push(what), listOf(40 + asked.length)) };
    expect(await effect.act(executed, { lists, clock, revisionOf })).toEqual({
      type: 'RecordListed',
      data: { replacement: 'case-2', crlNumber: 42, now: clock.now() },
    });
    expect(asked).toEqual([
      ['4A', 6],
      ['4B', 8],
    ]);
  });
  it('is waited for while no list can be made', async () => {
    const lists = { covering: () => Promise.reject(new Error('no list')) };
    await expect(effect.act(executed, { lists, clock, revisionOf })).rejects.toThrow('no list');
  });
});
