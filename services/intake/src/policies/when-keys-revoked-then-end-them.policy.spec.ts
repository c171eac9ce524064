import { recorded } from '@ekey/kernel/testing';
import { caseId, now, replacementIs, uscc } from '../key-application/key-application.examples';
import { whenKeysRevokedThenEndThem as policy } from './when-keys-revoked-then-end-them.policy';

const end = (tokenSerial: string) => ({ id: uscc, command: { type: 'EndKey', data: { tokenSerial, now } } });

it('a key that was revoked takes up no slot any more', () => {
  const data = {
    ...({ caseId, uscc, attempt: 1, tokenSerial: 'EK1' } as const),
    ...({ ground: 'out-of-use', requester: 'enterprise', reference: '来函 17', revokedAt: now } as const),
  };
  const fact = { type: 'issuance.KeyRevoked.v1' as const, data };
  expect(policy.react(recorded(fact, { stream: `issuance.Revocation-${caseId}.1` }))).toEqual([end('EK1')]);
});

it('every key that was given up for the new one takes up no slot', () => {
  const data = { ...replacementIs, tokens: ['EK1', 'EK7'], toReturn: ['EK1'], revokedAt: now };
  const fact = { type: 'issuance.OldKeysRevoked.v1' as const, data };
  expect(policy.react(recorded(fact, { stream: `issuance.KeyOrder-${caseId}` }))).toEqual([end('EK1'), end('EK7')]);
});
