import { recorded } from '@ekey/kernel/testing';
import { caseId, now, replacementIs, uscc } from '../key-application/key-application.examples';
import { whenOldKeysRevokedThenEndKeys as policy } from './when-old-keys-revoked-then-end-keys.policy';

it('every key that was given up for the new one takes up no slot', () => {
  const data = { ...replacementIs, tokens: ['EK1', 'EK7'], toReturn: ['EK1'], revokedAt: now };
  const fact = { type: 'issuance.OldKeysRevoked.v1' as const, data };
  const end = (tokenSerial: string) => ({ id: uscc, command: { type: 'EndKey', data: { tokenSerial, now } } });
  expect(policy.react(recorded(fact, { stream: `issuance.KeyOrder-${caseId}` }))).toEqual([end('EK1'), end('EK7')]);
});
