import { recorded } from '@ekey/kernel/testing';
import { applicationIs, caseId } from '../key-application/key-application.examples';
import { whenOrderEndedThenTerminateApplication } from './when-order-ended-then-terminate-application.policy';

const decidedAt = '2026-03-03T02:00:00.000Z';
const data = { ...applicationIs, ground: 'unclaimed', endedAt: decidedAt };
const told = (change: object) =>
  recorded(
    { type: 'issuance.OrderEnded.v1' as const, data: { ...(data as object), ...change } as never },
    { stream: 'issuance.KeyOrder-1' },
  );

describe('when order ended then terminate application', () => {
  it('ends the case with the ground', () =>
    expect(whenOrderEndedThenTerminateApplication.react(told({}))).toEqual([
      { id: caseId, command: { type: 'RecordOrderEnded', data: { ground: 'unclaimed', now: decidedAt } } },
    ]));
});
