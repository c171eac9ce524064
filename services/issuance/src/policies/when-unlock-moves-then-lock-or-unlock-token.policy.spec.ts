import { recorded } from '@ekey/kernel/testing';
import { exampleHeldKey as key } from '../testing/example-held-key';
import type { UnlockEvent } from '../unlock/unlock.events';
import { whenUnlockMovesThenLockOrUnlockToken as policy } from './when-unlock-moves-then-lock-or-unlock-token.policy';

const now = '2026-03-02T01:00:00.000Z';
const told = (fact: Extract<UnlockEvent, { type: (typeof policy.on)[number] }>) =>
  policy.react(recorded(fact, { stream: 'issuance.Unlock-case-1.1' }));

describe('the token of a key', () => {
  it('is locked, as its enterprise says who asks for an unlocking', () =>
    expect(told({ type: 'UnlockRequested', data: { key, reference: '来电 1', by: 'cs-1', requestedAt: now } })).toEqual(
      [{ id: 'EK1', command: { type: 'LockToken', data: { now } } }],
    ));
  it('is locked where its enterprise asks on line, until it asks no longer', () => {
    const request = { requestId: 'request-1', caseId: 'case-0' };
    expect(
      told({ type: 'UnlockRequestedOnLine', data: { key, request, reason: 'pin-forgotten', requestedAt: now } }),
    ).toEqual([{ id: 'EK1', command: { type: 'LockToken', data: { now } } }]);
    expect(
      told({ type: 'UnlockWithdrawn', data: { requestId: 'request-1', tokenSerial: 'EK1', withdrawnAt: now } }),
    ).toEqual([{ id: 'EK1', command: { type: 'UnlockToken', data: { now } } }]);
  });
  it('is in use again once its holder has renewed it, which takes his PIN', () => {
    const successor = { ...key, caseId: 'renewal-1' };
    const overtaken = { ended: false, overtakenAt: now };
    expect(told({ type: 'UnlockingOvertaken', data: { ...overtaken, successor } })).toEqual([
      { id: 'EK1', command: { type: 'UnlockToken', data: { now } } },
    ]);
    expect(told({ type: 'UnlockingOvertaken', data: overtaken })).toEqual([]);
  });
  it('is in use again once that was reported', () =>
    expect(told({ type: 'KeyUnlocked', data: { caseId: 'case-1', tokenSerial: 'EK1', unlockedAt: now } })).toEqual([
      { id: 'EK1', command: { type: 'UnlockToken', data: { now } } },
    ]));
});
