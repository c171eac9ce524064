import { recorded } from '@ekey/kernel/testing';
import { whenAwaitedRevocationListedThenRecordEndedKey as policy } from './when-awaited-revocation-listed-then-record-ended-key.policy';

it('the case that waits is told that the old key has ended', () => {
  const data = { replacement: 'case-2', tokenSerial: 'EK1', crlNumber: 7, listedAt: 'then' };
  const fact = { type: 'AwaitedRevocationListed' as const, data };
  expect(policy.react(recorded(fact, { stream: 'issuance.Revocation-case-1.1' }))).toEqual([
    {
      id: 'case-2',
      command: {
        type: 'RecordEndedKey',
        data: { tokenSerial: 'EK1', crlNumber: 7, now: '2026-03-02T01:00:00.000Z' },
      },
    },
  ]);
});
