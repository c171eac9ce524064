import { recorded } from '@ekey/kernel/testing';
import { now, oldSerials, orphaned, renewalId, renewed, serials } from '../testing/example-renewal';
import { whenRenewalAttemptOrOldKeyEndedThenOrderRevocation as policy } from './when-renewal-attempt-or-old-key-ended-then-order-revocation.policy';

const meta = { stream: `issuance.RenewalOrder-${renewalId}`, recordedAt: now };
const order = { caseId: renewalId, attempt: 1, now };

describe('when something of a renewal ends', () => {
  it('as an orphan, then its certificates and seal are revoked, once for each attempt', () =>
    expect(policy.react(recorded(orphaned([serials.signing], 'seal-1'), meta))).toEqual([
      {
        id: `${renewalId}.1`,
        command: {
          type: 'OrderRevocation',
          data: { ...order, serials: [serials.signing], sealId: 'seal-1', ground: 'orphaned' },
        },
      },
    ]));
  it('before anything was issued, then nothing is to be revoked', () =>
    expect(policy.react(recorded(orphaned([], null), meta))).toEqual([]));
  it('by success, then the pair that was renewed is revoked', () =>
    expect(policy.react(recorded(renewed, meta))).toEqual([
      {
        id: `${renewalId}.renewed`,
        command: {
          type: 'OrderRevocation',
          data: { ...order, serials: [oldSerials.signing, oldSerials.encryption], sealId: null, ground: 'renewed' },
        },
      },
    ]));
});
