import type { Recorded } from '@ekey/kernel';
import { recorded } from '@ekey/kernel/testing';
import type { FinalCause, Letter, NoticeEvent } from '../notice/notice.events';
import { NOTICE } from './letters';

const first = { sending: 1, attempt: 1 };
type Numbered = (noticeId: string, revision: number) => Recorded<NoticeEvent>;

/** The log of one notice, for the specs of what reads the views. */
export const logOf = (noticeId: string, ...facts: readonly Numbered[]): readonly Recorded<NoticeEvent>[] =>
  facts.map((fact, revision) => fact(noticeId, revision));

const numbered =
  (fact: NoticeEvent): Numbered =>
  (noticeId, revision) =>
    recorded(fact, { stream: `notify.Notice-${noticeId}`, revision });

export const queued =
  (letter: Letter, queuedAt = '2026-03-02T01:00:00.000Z'): Numbered =>
  (noticeId, revision) =>
    numbered({ type: 'NoticeQueued', data: { ...first, letter: { ...letter, noticeId }, queuedAt } })(
      noticeId,
      revision,
    );

export const delivered = (deliveredAt = '2026-03-02T01:01:00.000Z'): Numbered =>
  numbered({ type: 'NoticeDelivered', data: { ...first, messageId: '<m@ekey>', deliveredAt } });

export const failedUntil = (nextAttemptAt: string): Numbered =>
  numbered({
    type: 'NoticeAttemptFailed',
    data: { ...first, cause: 'mail-server-unavailable', failedAt: '2026-03-02T01:01:00.000Z', nextAttemptAt },
  });

export const abandonedAs = (cause: FinalCause, caseId: string, addressAsOf: string): Numbered =>
  numbered({
    type: 'NoticeAbandoned',
    data: {
      ...{ ...first, noticeId: NOTICE, purpose: 'application-rejected', caseId, cause, addressAsOf },
      abandonedAt: '2026-03-02T01:01:00.000Z',
    },
  });
