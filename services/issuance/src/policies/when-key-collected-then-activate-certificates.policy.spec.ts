import { recorded } from '@ekey/kernel/testing';
import { whenKeyCollectedThenActivateCertificates as policy } from './when-key-collected-then-activate-certificates.policy';

it('with the hand-over both certificates go live', () => {
  const collected = recorded(
    {
      type: 'KeyCollected' as const,
      data: {
        ...({ caseId: 'case-1', kind: 'first', uscc: 'X', attempt: 1, tokenSerial: 'EK1' } as const),
        ...{ agencyId: 'agency-44', pickupPointId: 'point-1', notAfter: 'end' },
        certificates: { signing: '4A', encryption: '4B' },
        collector: 'authorised-user' as const,
        collectorIdentity: null,
        by: 'agc-1',
        collectedAt: 'then',
      },
    },
    { stream: 'issuance.KeyOrder-case-1' },
  );
  const command = { type: 'ActivateCertificate', data: { now: '2026-03-02T01:00:00.000Z' } };
  expect(policy.react(collected)).toEqual([
    { id: '4A', command },
    { id: '4B', command },
  ]);
});
