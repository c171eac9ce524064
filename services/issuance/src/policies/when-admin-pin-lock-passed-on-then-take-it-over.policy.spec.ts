import { recorded } from '@ekey/kernel/testing';
import { exampleHeldKey as key } from '../testing/example-held-key';
import type { AdminPinLockPassedOn } from '../unlock/unlock.events';
import { whenAdminPinLockPassedOnThenTakeItOver as policy } from './when-admin-pin-lock-passed-on-then-take-it-over.policy';

it('the unlocking of the pair that is in the token now is told that its administrator’s PIN is locked', () => {
  const to = { ...key, caseId: 'renewal-1', attempt: 2 };
  const fact: AdminPinLockPassedOn = { type: 'AdminPinLockPassedOn', data: { to, passedOnAt: 'then' } };
  const stored = recorded(fact, { stream: 'issuance.Unlock-case-1.1' });
  expect(policy.react(stored)).toEqual([
    { id: 'renewal-1.2', command: { type: 'TakeOverAdminPinLock', data: { now: stored.meta.recordedAt } } },
  ]);
});
