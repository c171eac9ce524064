import { recorded } from '@ekey/kernel/testing';
import { applicationIs, caseId, remark } from '../key-application/key-application.examples';
import { whenApplicationRejectedThenReturnApplication } from './when-application-rejected-then-return-application.policy';

const decidedAt = '2026-03-03T02:00:00.000Z';
const verdict = { ...applicationIs, round: 2, agencyId: 'fuzhou', officer: 'officer-1', decidedAt };
const reasons = [{ code: 'G01', target: 'user-agreement' as const }];
const data = { ...verdict, stage: 'pre-verification' as const, reasons, remark };
const told = (change: object) =>
  recorded(
    { type: 'review.ApplicationRejected.v1' as const, data: { ...(data as object), ...change } as never },
    { stream: 'review.Review-1' },
  );

describe('when application rejected then return application', () => {
  it('returns the case with every reason, and the remark still sealed', () =>
    expect(whenApplicationRejectedThenReturnApplication.react(told({}))).toEqual([
      {
        id: caseId,
        command: {
          type: 'ReturnForCorrection',
          data: { round: 2, stage: 'pre-verification', reasons, remark, now: decidedAt },
        },
      },
    ]));
  it.each(['renewal', 'contact'] as const)('leaves a %s to its own stream', (stage) =>
    expect(whenApplicationRejectedThenReturnApplication.react(told({ stage }))).toEqual([]),
  );
});
