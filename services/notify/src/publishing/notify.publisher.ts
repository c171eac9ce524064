import type { PublishedData } from '@ekey/contracts';
import type { Publisher } from '@ekey/kernel';
import type { NoticeEvent } from '../notice/notice.events';

/** The one thing that others may know of notices: that somebody was not reached. */
export const notifyPublisher: Publisher<NoticeEvent> = {
  service: 'notify',
  publish: (fact) => {
    if (fact.type !== 'NoticeAbandoned') return null;
    const { noticeId, caseId, accountId, purpose, cause, abandonedAt } = fact.data;
    const data: PublishedData<'notify.NoticeAbandoned.v1'> = {
      noticeId,
      ...(caseId === undefined ? {} : { caseId }),
      ...(accountId === undefined ? {} : { accountId }),
      purpose,
      cause,
      abandonedAt,
    };
    return { type: 'notify.NoticeAbandoned.v1', subject: caseId ?? noticeId, data };
  },
};
