import { recorded } from '@ekey/kernel/testing';
import { applicationIs, caseId } from '../key-application/key-application.examples';
import { whenApplicationReVerifiedThenRecordReVerification } from './when-application-re-verified-then-record-re-verification.policy';

const decidedAt = '2026-03-03T02:00:00.000Z';
const verdict = { ...applicationIs, round: 2, agencyId: 'fuzhou', officer: 'officer-1', decidedAt };
const data = { ...verdict } as never;
const told = (change: object) =>
  recorded(
    { type: 'review.ApplicationReVerified.v1' as const, data: { ...(data as object), ...change } as never },
    { stream: 'review.Review-1' },
  );

describe('when application re verified then record re verification', () => {
  it('records it for the round it decided', () =>
    expect(whenApplicationReVerifiedThenRecordReVerification.react(told({}))).toEqual([
      { id: caseId, command: { type: 'RecordReVerification', data: { round: 2, now: decidedAt } } },
    ]));
  it.each(['renewal', 'contact'] as const)('leaves a %s to its own stream', (kind) =>
    expect(whenApplicationReVerifiedThenRecordReVerification.react(told({ kind }))).toEqual([]),
  );
});
