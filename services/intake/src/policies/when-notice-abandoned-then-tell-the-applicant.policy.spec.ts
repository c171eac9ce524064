import { recorded } from '@ekey/kernel/testing';
import { caseId } from '../key-application/key-application.examples';
import { whenNoticeAbandonedThenTellTheApplicant } from './when-notice-abandoned-then-tell-the-applicant.policy';

const decidedAt = '2026-03-03T02:00:00.000Z';
const data = {
  noticeId: 'n1',
  caseId,
  purpose: 'activation',
  cause: 'address-refused' as const,
  abandonedAt: decidedAt,
};
const told = (change: object) =>
  recorded(
    { type: 'notify.NoticeAbandoned.v1' as const, data: { ...(data as object), ...change } as never },
    { stream: 'notify.Notice-1' },
  );

describe('when notice abandoned then tell the applicant', () => {
  it('records it in the case', () =>
    expect(whenNoticeAbandonedThenTellTheApplicant.react(told({}))).toEqual([
      {
        id: caseId,
        command: {
          type: 'RecordUndeliverableMail',
          data: { noticeId: 'n1', purpose: 'activation', cause: 'address-refused', now: decidedAt },
        },
      },
    ]));
  it('passes over mails that belong to no case', () =>
    expect(whenNoticeAbandonedThenTellTheApplicant.react(told({ caseId: undefined }))).toEqual([]));
});
