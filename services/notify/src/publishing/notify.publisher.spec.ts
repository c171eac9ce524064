import { publishedFacts } from '@ekey/contracts';
import { recorded } from '@ekey/kernel/testing';
import type { NoticeEvent } from '../notice/notice.events';
import { ACCOUNT, CASE, NOTICE, rejection } from '../testing/letters';
import { notifyPublisher } from './notify.publisher';

const attempt = { sending: 1, attempt: 1 };
const abandoned = (about: { caseId: string } | { accountId: string }): NoticeEvent => ({
  type: 'NoticeAbandoned',
  data: {
    ...{ ...attempt, noticeId: NOTICE, purpose: 'activation', ...about },
    ...{ cause: 'address-refused', addressAsOf: '2026-03-01T01:00:00.000Z', abandonedAt: '2026-03-02T01:00:00.000Z' },
  },
});
const publish = (fact: NoticeEvent) => notifyPublisher.publish(recorded(fact, { stream: `notify.Notice-${NOTICE}` }));
const told = {
  noticeId: NOTICE,
  purpose: 'activation',
  cause: 'address-refused',
  abandonedAt: '2026-03-02T01:00:00.000Z',
};

describe('what notify publishes', () => {
  it('is that a case could not be reached, under the case', () => {
    expect(publish(abandoned({ caseId: CASE }))).toEqual({
      type: 'notify.NoticeAbandoned.v1',
      subject: CASE,
      data: { ...told, caseId: CASE },
    });
  });
  it('is that an account could not be reached, under the notice', () =>
    expect(publish(abandoned({ accountId: ACCOUNT }))).toMatchObject({
      subject: NOTICE,
      data: { accountId: ACCOUNT },
    }));
  it('fits its schema', () =>
    expect(
      publishedFacts['notify.NoticeAbandoned.v1'].strict().parse(publish(abandoned({ caseId: CASE }))?.data),
    ).toEqual({
      ...told,
      caseId: CASE,
    }));
  it('is nothing else', () => {
    const queued: NoticeEvent = {
      type: 'NoticeQueued',
      data: { ...attempt, letter: rejection, queuedAt: told.abandonedAt },
    };
    const delivered: NoticeEvent = {
      type: 'NoticeDelivered',
      data: { ...attempt, messageId: '<m>', deliveredAt: told.abandonedAt },
    };
    expect([publish(queued), publish(delivered)]).toEqual([null, null]);
  });
});
