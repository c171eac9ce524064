import { scenarios } from '@ekey/kernel/testing';
import { activation, CASE, mailTo, NOTICE, rejection, sealedFor } from '../testing/letters';
import type { NoticeCommand } from './notice.commands';
import { notice } from './notice.decider';
import type { FinalCause, NoticeEvent } from './notice.events';

const { given } = scenarios(notice);
const at = (time: string): string => `2026-03-02T${time}:00.000Z`;
const first = { sending: 1, attempt: 1 };

const queued: NoticeEvent = { type: 'NoticeQueued', data: { ...first, letter: rejection, queuedAt: at('01:00') } };
const activationQueued: NoticeEvent = { ...queued, data: { ...first, letter: activation, queuedAt: at('01:00') } };
const delivered: NoticeEvent = {
  type: 'NoticeDelivered',
  data: { ...first, messageId: '<m@ekey>', deliveredAt: at('01:01') },
};
const failed: NoticeEvent = {
  type: 'NoticeAttemptFailed',
  data: { ...first, cause: 'mail-server-unavailable', failedAt: at('01:01'), nextAttemptAt: at('01:02') },
};
const abandoned = (cause: FinalCause, addressAsOf?: string): NoticeEvent => ({
  type: 'NoticeAbandoned',
  data: {
    ...first,
    ...{ noticeId: NOTICE, purpose: 'application-rejected', caseId: CASE },
    ...(addressAsOf === undefined ? {} : { addressAsOf }),
    cause,
    abandonedAt: at('01:01'),
  },
});

const queue: NoticeCommand = { type: 'QueueNotice', data: { letter: rejection, now: at('01:00') } };
const failure = (
  cause: Extract<NoticeCommand, { type: 'RecordFailure' }>['data']['cause'],
  { attempt = 1, addressAsOf }: { attempt?: number; addressAsOf?: string } = {},
): NoticeCommand => ({
  type: 'RecordFailure',
  data: { sending: 1, attempt, cause, ...(addressAsOf === undefined ? {} : { addressAsOf }), now: at('01:01') },
});

describe('queueing a notice', () => {
  it('asks for the first attempt', () => given().when(queue).then(queued));
  it('happens once, however often the fact behind it is delivered', () => given(queued).when(queue).thenNothing());
});

describe('a delivery', () => {
  const report: NoticeCommand = {
    type: 'RecordDelivery',
    data: { ...first, messageId: '<m@ekey>', now: at('01:01') },
  };
  it('ends the attempt', () => given(queued).when(report).then(delivered));
  it('is recorded once', () => given(queued, delivered).when(report).thenNothing());
  it('of an attempt that is over changes nothing', () => given(queued, failed).when(report).thenNothing());
  it('of a notice that nobody queued changes nothing', () => given().when(report).thenNothing());
});

describe('a temporary failure', () => {
  it('is tried again after a minute where the mail server did not answer', () =>
    given(queued).when(failure('mail-server-unavailable')).then(failed));

  it('is tried again within seconds where the address has not been told yet', () =>
    given(queued)
      .when(failure('address-not-known-yet'))
      .then({
        type: 'NoticeAttemptFailed',
        data: {
          ...first,
          cause: 'address-not-known-yet',
          failedAt: at('01:01'),
          nextAttemptAt: '2026-03-02T01:01:05.000Z',
        },
      }));

  it('waits longer each time: 1 min, 5 min, 30 min, 2 h, 6 h, 12 h', () => {
    const waits = [1, 2, 3, 4, 5, 6].map((attempt) => {
      const asked: NoticeEvent = {
        type: 'NoticeRetried',
        data: { sending: 1, attempt, letter: rejection, retriedAt: at('01:00') },
      };
      const [fact] = given(queued, asked).when(failure('mail-server-unavailable', { attempt })).facts();
      return fact?.type === 'NoticeAttemptFailed' ? Date.parse(fact.data.nextAttemptAt) - Date.parse(at('01:01')) : NaN;
    });
    expect(waits.map((wait) => wait / 60_000)).toEqual([1, 5, 30, 120, 360, 720]);
  });

  it('abandons the notice after the seventh attempt', () => {
    const seventh: NoticeEvent = {
      type: 'NoticeRetried',
      data: { sending: 1, attempt: 7, letter: rejection, retriedAt: at('01:00') },
    };
    given(queued, seventh)
      .when(failure('mail-server-unavailable', { attempt: 7, addressAsOf: at('00:30') }))
      .then({
        type: 'NoticeAbandoned',
        data: {
          ...{ sending: 1, attempt: 7, noticeId: NOTICE, purpose: 'application-rejected', caseId: CASE },
          ...{ cause: 'too-many-attempts', addressAsOf: at('00:30'), abandonedAt: at('01:01') },
        },
      });
  });

  it('abandons a link that would have expired by the next attempt', () => {
    const expiresAt = '2026-03-02T01:01:30.000Z';
    const { nameCn, again } = { nameCn: '北京示例进出口有限公司', again: false };
    const letter = { ...activation, purpose: 'activation' as const, parameters: { nameCn, again, expiresAt } };
    given({ ...queued, data: { ...first, letter, queuedAt: at('01:00') } })
      .when(failure('mail-server-unavailable'))
      .thenTypes('NoticeAbandoned');
  });

  it('of an attempt that is over changes nothing', () =>
    given(queued, failed).when(failure('mail-server-unavailable')).thenNothing());
});

describe('a final failure', () => {
  it.each(['address-refused', 'address-erased', 'link-expired'] as const)('%s abandons the notice at once', (cause) =>
    given(queued).when(failure(cause)).then(abandoned(cause)),
  );
});

describe('the clock', () => {
  const retry = (now: string, attempt = 1): NoticeCommand => ({
    type: 'RetryNotice',
    data: { sending: 1, attempt, now },
  });
  it('has a waiting notice tried again when its time has come', () =>
    given(queued, failed)
      .when(retry(at('01:02')))
      .then({
        type: 'NoticeRetried',
        data: { sending: 1, attempt: 2, letter: rejection, retriedAt: at('01:02') },
      }));
  it('is too early before that time', () =>
    given(queued, failed).when(retry('2026-03-02T01:01:59.999Z')).thenNothing());
  it('has nothing retried that was delivered', () =>
    given(queued, delivered)
      .when(retry(at('01:02')))
      .thenNothing());
  it('speaks of the attempt that failed and no other', () =>
    given(queued, failed)
      .when(retry(at('01:02'), 2))
      .thenNothing());
});

describe('redelivery by support', () => {
  const redeliver = (now: string): NoticeCommand => ({ type: 'RedeliverNotice', data: { now } });
  const redelivered: NoticeEvent = {
    type: 'NoticeRedelivered',
    data: { sending: 2, attempt: 1, letter: rejection, redeliveredAt: at('05:00') },
  };
  it.each([
    ['delivered', delivered],
    ['waiting', failed],
    ['abandoned', abandoned('address-refused')],
  ] as const)('sends a %s notice once more, as a new sending', (_state, fact) =>
    given(queued, fact)
      .when(redeliver(at('05:00')))
      .then(redelivered),
  );
  it('is refused while the notice is being sent', () =>
    given(queued)
      .when(redeliver(at('05:00')))
      .thenRejected('BeingSent'));
  it('is refused for a notice that does not exist', () =>
    given()
      .when(redeliver(at('05:00')))
      .thenRejected('NoSuchNotice'));
  it('is refused once the address is erased', () =>
    given(queued, abandoned('address-erased'))
      .when(redeliver(at('05:00')))
      .thenRejected('AddressErased'));
  it('is refused once the link has expired, since a new one is made on request', () =>
    given(activationQueued, delivered).when(redeliver('2026-03-16T01:00:00.000Z')).thenRejected('LinkExpired'));
});

describe('a corrected address', () => {
  const address = { mailTo: sealedFor(`case:${CASE}`, 'right@enterprise.example'), statedAt: at('03:00') };
  const correct: NoticeCommand = { type: 'CorrectAddress', data: { address, now: at('03:01') } };
  const corrected: NoticeEvent = {
    type: 'AddressCorrected',
    data: { sending: 2, attempt: 1, letter: { ...rejection, address }, correctedAt: at('03:01') },
  };
  it.each(['address-refused', 'too-many-attempts'] as const)('sends again what was abandoned as %s', (cause) =>
    given(queued, abandoned(cause, at('00:30')))
      .when(correct)
      .then(corrected),
  );
  it('sends again what had no known address', () =>
    given(queued, abandoned('too-many-attempts')).when(correct).then(corrected));
  it('is of no use where that very address was tried', () =>
    given(queued, abandoned('address-refused', at('03:00')))
      .when(correct)
      .thenNothing());
  it('sends nothing again that was delivered', () => given(queued, delivered).when(correct).thenNothing());
  it('finds its way by itself into a notice that waits', () => given(queued, failed).when(correct).thenNothing());
  it('does not bring back what was erased', () =>
    given(queued, abandoned('address-erased', at('00:30')))
      .when(correct)
      .thenNothing());
  it('does not send an expired link', () =>
    given(activationQueued, abandoned('address-refused', at('00:30')))
      .when({ type: 'CorrectAddress', data: { address, now: '2026-03-17T01:00:00.000Z' } })
      .thenNothing());
  it('stays the address of every later sending', () => {
    const again = { ...delivered, data: { ...delivered.data, sending: 2 } } as NoticeEvent;
    const [fact] = given(queued, abandoned('address-refused', at('00:30')), corrected, again)
      .when({ type: 'RedeliverNotice', data: { now: at('05:00') } })
      .facts();
    expect(fact).toMatchObject({ data: { sending: 3, letter: { address } } });
    expect(address.mailTo).not.toEqual(mailTo);
  });
});

describe('the state', () => {
  it('ignores an outcome without a sending, and a fact that this release does not know', () => {
    expect(given(delivered, failed, abandoned('address-refused')).state()).toEqual({ status: 'unknown' });
    const later = { type: 'NoticeRead', data: {} } as unknown as NoticeEvent;
    expect(given(queued, later).state()).toEqual(given(queued).state());
  });
});
