import { recorded } from '@ekey/kernel/testing';
import { applicationIs, caseId } from '../key-application/key-application.examples';
import { whenApplicationPreVerifiedThenRecordPreVerification } from './when-application-pre-verified-then-record-pre-verification.policy';

const decidedAt = '2026-03-03T02:00:00.000Z';
const verdict = { ...applicationIs, round: 2, agencyId: 'fuzhou', officer: 'officer-1', decidedAt };
const data = { ...verdict };
const told = (change: object) =>
  recorded(
    { type: 'review.ApplicationPreVerified.v1' as const, data: { ...(data as object), ...change } as never },
    { stream: 'review.Review-1' },
  );

describe('when application pre verified then record pre verification', () => {
  it('records it for the round it decided', () =>
    expect(whenApplicationPreVerifiedThenRecordPreVerification.react(told({}))).toEqual([
      { id: caseId, command: { type: 'RecordPreVerification', data: { round: 2, now: decidedAt } } },
    ]));
  it.each(['renewal', 'contact'] as const)('leaves a %s to its own stream', (kind) =>
    expect(whenApplicationPreVerifiedThenRecordPreVerification.react(told({ kind }))).toEqual([]),
  );
});
