import { recorded } from '@ekey/kernel/testing';
import type { EndedKey, EndGround, RemakeGround } from '../key-order/key-order.events';
import { whenKeyEndedThenOrderRevocation as policy } from './when-key-ended-then-order-revocation.policy';

const stream = 'issuance.KeyOrder-case-1';
const ofCase = { caseId: 'case-1', kind: 'first', uscc: 'X' } as const;
const key: EndedKey = { attempt: 2, tokenSerial: 'EK2', serials: ['4A', '4B'], sealId: 'ES', notAfter: 'end' };
const remade = (ground: RemakeGround, ended = key) =>
  recorded(
    { type: 'RemakeOrdered' as const, data: { ...ofCase, attempt: 3, ground, ended, orderedAt: 'then' } },
    { stream },
  );
const ended = (ground: EndGround, last: EndedKey | null = key) =>
  recorded(
    { type: 'OrderEnded' as const, data: { ...ofCase, ground, remark: null, by: null, ended: last, endedAt: 'then' } },
    { stream },
  );
const revocation = (ground: string) => [
  {
    id: 'case-1.2',
    command: {
      type: 'OrderRevocation',
      data: {
        caseId: 'case-1',
        attempt: 2,
        serials: ['4A', '4B'],
        sealId: 'ES',
        ground,
        now: '2026-03-02T01:00:00.000Z',
      },
    },
  },
];

describe('a key that will not be handed over', () => {
  it.each([
    ['token-died', 'production-failed'],
    ['quality-failed', 'production-failed'],
    ['certificate-wrong', 'production-failed'],
    ['seal-wrong', 'production-failed'],
    ['other', 'production-failed'],
    ['lost', 'lost'],
    ['damaged', 'damaged'],
    ['wrong-parcel', 'wrong-parcel'],
  ] as const)('is revoked when it is made again: %s', (ground, said) =>
    expect(policy.react(remade(ground))).toEqual(revocation(said)),
  );
  it.each([
    ['withdrawn', 'withdrawn'],
    ['slot-released', 'withdrawn'],
    ['unclaimed', 'unclaimed'],
    ['forged-materials', 'terminated'],
    ['certificate-data-wrong', 'terminated'],
    ['not-entitled', 'terminated'],
    ['other', 'terminated'],
  ] as const)('is revoked when its order ends: %s', (ground, said) =>
    expect(policy.react(ended(ground))).toEqual(revocation(said)),
  );
  it('needs no revocation where no certificate was ever asked for', () => {
    expect(policy.react(remade('token-died', { ...key, serials: [] }))).toEqual([]);
    expect(policy.react(ended('withdrawn', null))).toEqual([]);
  });
});
