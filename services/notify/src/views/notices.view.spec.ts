import { answerOf, recorded } from '@ekey/kernel/testing';
import type { NoticeEvent } from '../notice/notice.events';
import { CASE, FACT, mailTo, NOTICE, rejection, sealedFor } from '../testing/letters';
import { notices } from './notices.view';

const at = (minute: number): string => `2026-03-02T01:0${minute}:00.000Z`;
const first = { sending: 1, attempt: 1 };
const queued: NoticeEvent = { type: 'NoticeQueued', data: { ...first, letter: rejection, queuedAt: at(0) } };
const failed: NoticeEvent = {
  type: 'NoticeAttemptFailed',
  data: { ...first, cause: 'mail-server-unavailable', failedAt: at(1), nextAttemptAt: at(2) },
};
const retried: NoticeEvent = {
  type: 'NoticeRetried',
  data: { sending: 1, attempt: 2, letter: rejection, retriedAt: at(2) },
};
const abandoned: NoticeEvent = {
  type: 'NoticeAbandoned',
  data: {
    ...{ sending: 1, attempt: 2, noticeId: NOTICE, purpose: 'application-rejected', caseId: CASE },
    ...{ cause: 'address-refused', addressAsOf: at(0), abandonedAt: at(3) },
  },
};
const address = { mailTo: sealedFor(`case:${CASE}`, 'right@enterprise.example'), statedAt: at(4) };
const corrected: NoticeEvent = {
  type: 'AddressCorrected',
  data: { sending: 2, attempt: 1, letter: { ...rejection, address }, correctedAt: at(5) },
};
const delivered: NoticeEvent = {
  type: 'NoticeDelivered',
  data: { sending: 2, attempt: 1, messageId: '<m@ekey>', deliveredAt: at(6) },
};

const story = [queued, failed, retried, abandoned, corrected, delivered].map((fact, revision) =>
  recorded(fact, { stream: `notify.Notice-${NOTICE}`, revision }),
);
const after = (count: number) => answerOf(notices, NOTICE, story.slice(0, count));

describe('what was mailed', () => {
  it('shows a queued notice as being sent', () =>
    expect(after(1)).toMatchObject({
      ...{ noticeId: NOTICE, purpose: 'application-rejected', caseId: CASE, accountId: null, causingFactId: FACT },
      ...{ state: 'sending', queuedAt: at(0), nextAttemptAt: null, cause: null, revision: 0 },
    }));
  it('shows why a notice waits, and until when', () =>
    expect(after(2)).toMatchObject({ state: 'waiting', cause: 'mail-server-unavailable', nextAttemptAt: at(2) }));
  it('shows the attempt under way without the cause of the last one', () =>
    expect(after(3)).toMatchObject({ state: 'sending', attempt: 2, cause: null, nextAttemptAt: null }));
  it('shows an abandoned notice with its cause', () =>
    expect(after(4)).toMatchObject({ state: 'abandoned', cause: 'address-refused', addressAsOf: at(0) }));
  it('shows the corrected address, sealed, and the new sending', () =>
    expect(after(5)).toMatchObject({ state: 'sending', sending: 2, attempt: 1, address }));
  it('shows the delivery at last, with the whole history', () => {
    expect(after(6)).toMatchObject({ state: 'delivered', deliveredAt: at(6), cause: null, revision: 5 });
    expect(after(6)?.history.map(({ fact, at: when, cause }) => [fact, when, cause])).toEqual([
      ['NoticeQueued', at(0), undefined],
      ['NoticeAttemptFailed', at(1), 'mail-server-unavailable'],
      ['NoticeRetried', at(2), undefined],
      ['NoticeAbandoned', at(3), 'address-refused'],
      ['AddressCorrected', at(5), undefined],
      ['NoticeDelivered', at(6), undefined],
    ]);
  });
  it('is the same however often the facts are delivered', () =>
    expect(answerOf(notices, NOTICE, [...story, ...story])).toEqual(after(6)));
  it('keeps no more than the newest fifty entries of a notice that support sends again and again', () => {
    const many = Array.from({ length: 60 }, (_, index) =>
      recorded<NoticeEvent>(
        {
          type: 'NoticeRedelivered',
          data: { sending: index + 2, attempt: 1, letter: rejection, redeliveredAt: at(1) },
        },
        { stream: `notify.Notice-${NOTICE}`, revision: index + 1 },
      ),
    );
    const history = answerOf(notices, NOTICE, [story[0]!, ...many])?.history;
    expect([history?.length, history?.at(0)?.sending, history?.at(-1)?.sending]).toEqual([50, 12, 61]);
  });
  it('knows nothing of a notice without its beginning', () =>
    expect(answerOf(notices, NOTICE, [story[5]!])).toBeNull());
});

describe('the search', () => {
  const indexed = (count: number) => {
    const answer = after(count)!;
    return Object.fromEntries(Object.entries(notices.indexes).map(([name, index]) => [name, index(answer)]));
  };
  it('finds by case, state, purpose and time', () =>
    expect(indexed(2)).toEqual({
      ...{ state: 'waiting', case: CASE, purpose: 'application-rejected', queuedAt: at(0), nextAttemptAt: at(2) },
      correctableCase: null,
    }));
  it('finds what a corrected address would send again, and nothing else', () => {
    expect([1, 2, 4, 5, 6].map((count) => indexed(count)['correctableCase'])).toEqual([null, null, CASE, null, null]);
  });
  it('shows no mail address in any index', () => expect(JSON.stringify(indexed(5))).not.toContain(mailTo.$sealed));
});
