import { reject, type Decider, type Decision } from '@ekey/kernel';
import { nextAttemptAt } from './back-off';
import { linkIsExpired } from './letter';
import type { NoticeCommand } from './notice.commands';
import type { FinalCause, Letter, NoticeEvent, StatedAddress } from './notice.events';
import { evolve, initial, type NoticeState } from './notice.state';

/** Only support can be refused: what policies, the effect and the clock report is taken or is no longer relevant. */
export type NoticeRejection = 'NoSuchNotice' | 'BeingSent' | 'AddressErased' | 'LinkExpired';

type Answer = Decision<NoticeEvent, NoticeRejection>;
type Known = Exclude<NoticeState, { status: 'unknown' }>;
type Of<Type extends NoticeCommand['type']> = Extract<NoticeCommand, { type: Type }>['data'];

function decide(command: NoticeCommand, state: NoticeState): Answer {
  if (command.type === 'QueueNotice') return state.status === 'unknown' ? queue(command.data) : [];
  if (command.type === 'RedeliverNotice') return redeliver(command.data, state);
  if (state.status === 'unknown') return [];
  switch (command.type) {
    case 'RecordDelivery':
      return isUnderWay(command.data, state) ? delivered(command.data) : [];
    case 'RecordFailure':
      return isUnderWay(command.data, state) ? failed(command.data, state.letter) : [];
    case 'RetryNotice':
      return retry(command.data, state);
    case 'CorrectAddress':
      return correctAddress(command.data, state);
  }
}

const queue = ({ letter, now }: Of<'QueueNotice'>): Answer => [
  { type: 'NoticeQueued', data: { sending: 1, attempt: 1, letter, queuedAt: now } },
];

const delivered = ({ sending, attempt, messageId, now }: Of<'RecordDelivery'>): Answer => [
  { type: 'NoticeDelivered', data: { sending, attempt, messageId, deliveredAt: now } },
];

function failed(report: Of<'RecordFailure'>, letter: Letter): Answer {
  const { sending, attempt, cause, now } = report;
  if (isFinal(cause)) return abandon(report, letter, cause);
  const next = nextAttemptAt(cause, attempt, now);
  if (next === null) return abandon(report, letter, 'too-many-attempts');
  if (linkIsExpired(letter, next)) return abandon(report, letter, 'link-expired');
  return [{ type: 'NoticeAttemptFailed', data: { sending, attempt, cause, failedAt: now, nextAttemptAt: next } }];
}

function retry({ sending, attempt, now }: Of<'RetryNotice'>, state: Known): Answer {
  const isDue = state.status === 'waiting' && now >= state.nextAttemptAt && isThatAttempt({ sending, attempt }, state);
  if (!isDue) return [];
  return [{ type: 'NoticeRetried', data: { sending, attempt: attempt + 1, letter: state.letter, retriedAt: now } }];
}

function redeliver({ now }: Of<'RedeliverNotice'>, state: NoticeState): Answer {
  if (state.status === 'unknown') return reject('NoSuchNotice');
  if (state.status === 'sending') return reject('BeingSent');
  if (state.status === 'abandoned' && state.cause === 'address-erased') return reject('AddressErased');
  if (linkIsExpired(state.letter, now)) return reject('LinkExpired');
  return [{ type: 'NoticeRedelivered', data: { ...nextSending(state), letter: state.letter, redeliveredAt: now } }];
}

/** A corrected address sends again what was given up; a mail that still waits finds the new address by itself. */
function correctAddress({ address, now }: Of<'CorrectAddress'>, state: Known): Answer {
  if (!wouldArriveElsewhere(state, address) || linkIsExpired(state.letter, now)) return [];
  const letter = { ...state.letter, address };
  return [{ type: 'AddressCorrected', data: { ...nextSending(state), letter, correctedAt: now } }];
}

function abandon(report: Of<'RecordFailure'>, letter: Letter, cause: FinalCause): Answer {
  const { sending, attempt, addressAsOf, now } = report;
  const { noticeId, purpose, caseId, accountId } = letter;
  const about = { noticeId, purpose, ...present({ caseId, accountId, addressAsOf }) };
  return [{ type: 'NoticeAbandoned', data: { sending, attempt, ...about, cause, abandonedAt: now } }];
}

/** Without the members that are not there: a fact holds no `undefined`. */
const present = <T extends object>(members: T) =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]?: Exclude<T[Name], undefined>;
  };

const nextSending = (state: Known) => ({ sending: state.sending + 1, attempt: 1 });

const isThatAttempt = (said: { sending: number; attempt: number }, state: Known): boolean =>
  said.sending === state.sending && said.attempt === state.attempt;

const isUnderWay = (said: { sending: number; attempt: number }, state: Known): boolean =>
  state.status === 'sending' && isThatAttempt(said, state);

const wouldArriveElsewhere = (state: Known, address: StatedAddress): boolean =>
  state.status === 'abandoned' &&
  (state.cause === 'address-refused' || state.cause === 'too-many-attempts') &&
  (state.addressAsOf === null || address.statedAt > state.addressAsOf);

const isFinal = (cause: Of<'RecordFailure'>['cause']): cause is Exclude<FinalCause, 'too-many-attempts'> =>
  cause === 'address-refused' || cause === 'address-erased' || cause === 'link-expired';

/** What happens to one message to one recipient. Mail addresses and remarks stay sealed here: no rule needs to read them. */
export const notice: Decider<NoticeCommand, NoticeState, NoticeEvent, NoticeRejection> = {
  category: 'notify.Notice',
  initial,
  decide,
  evolve,
};
