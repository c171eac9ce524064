import { recorded } from '@ekey/kernel/testing';
import { applicationIs, caseId, remark } from '../key-application/key-application.examples';
import { whenApplicationRefusedThenRecordRefusal } from './when-application-refused-then-record-refusal.policy';

const decidedAt = '2026-03-03T02:00:00.000Z';
const verdict = { ...applicationIs, round: 2, agencyId: 'fuzhou', officer: 'officer-1', decidedAt };
const data = { ...verdict, ground: 'not-eligible', remark };
const told = (change: object) =>
  recorded(
    { type: 'review.ApplicationRefused.v1' as const, data: { ...(data as object), ...change } as never },
    { stream: 'review.Review-1' },
  );

describe('when application refused then record refusal', () => {
  it('records the ground, and the remark still sealed', () =>
    expect(whenApplicationRefusedThenRecordRefusal.react(told({}))).toEqual([
      { id: caseId, command: { type: 'RecordRefusal', data: { ground: 'not-eligible', remark, now: decidedAt } } },
    ]));
  it.each(['renewal', 'contact'] as const)('leaves a %s to its own stream', (kind) =>
    expect(whenApplicationRefusedThenRecordRefusal.react(told({ kind }))).toEqual([]),
  );
});
