import { recorded } from '@ekey/kernel/testing';
import { exampleHeldKey as key } from '../testing/example-held-key';
import type { KeyUnlocked, UnlockRequested } from '../unlock/unlock.events';
import { whenUnlockMovesThenLockOrUnlockToken as policy } from './when-unlock-moves-then-lock-or-unlock-token.policy';

const now = '2026-03-02T01:00:00.000Z';
const told = (fact: UnlockRequested | KeyUnlocked) =>
  policy.react(recorded(fact, { stream: 'issuance.Unlock-case-1.1' }));

describe('the token of a key', () => {
  it('is locked, as its enterprise says who asks for an unlocking', () =>
    expect(told({ type: 'UnlockRequested', data: { key, reference: '来电 1', by: 'cs-1', requestedAt: now } })).toEqual(
      [{ id: 'EK1', command: { type: 'LockToken', data: { now } } }],
    ));
  it('is in use again once that was reported', () =>
    expect(told({ type: 'KeyUnlocked', data: { caseId: 'case-1', tokenSerial: 'EK1', unlockedAt: now } })).toEqual([
      { id: 'EK1', command: { type: 'UnlockToken', data: { now } } },
    ]));
});
