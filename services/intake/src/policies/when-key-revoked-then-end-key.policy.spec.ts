import { recorded } from '@ekey/kernel/testing';
import { whenKeyRevokedThenEndKey as policy } from './when-key-revoked-then-end-key.policy';

it('a key that was revoked takes up no slot any more', () => {
  const now = '2026-12-20T02:00:00.000Z';
  const data = {
    ...({ caseId: 'case-1', uscc: '91310000MA1FL4QT9X', attempt: 1, tokenSerial: 'EK1' } as const),
    ...({ ground: 'out-of-use', requester: 'enterprise', reference: '来函 17', revokedAt: now } as const),
  };
  expect(
    policy.react(recorded({ type: 'issuance.KeyRevoked.v1', data }, { stream: 'issuance.Revocation-case-1.1' })),
  ).toEqual([{ id: '91310000MA1FL4QT9X', command: { type: 'EndKey', data: { tokenSerial: 'EK1', now } } }]);
});
