import { reject } from '@ekey/kernel';
import { dueCollectionReminder } from '../collection-reminders';
import type {
  ExpireCollection,
  FailFinalReview,
  HandOverKey,
  NotifyCollection,
  PassFinalReview,
  RemindOfCollection,
  TerminateOrder,
} from '../key-order.commands';
import type { CheckedSlot, Slot } from '../key-order.events';
import { hasKey, type KeyOrderState, type Making, type WithKey } from '../key-order.state';
import { deliveryOf, keyOf, notNow, orderEnded, type Answer } from './answer';

/** The enterprise is told to come, with the paper originals of everything it uploaded and the key that the new one replaces. */
export function notifyCollection({ by, collectBy, now }: NotifyCollection['data'], state: KeyOrderState): Answer {
  if (state.status === 'ready') return [];
  if (!hasKey(state) || state.status !== 'received') return notNow('NotReceived', state);
  const notice = { ...toBring(state), by, noticeAt: now, collectBy };
  return [{ type: 'KeyReadyForCollection', data: { ...deliveryOf(state), ...notice } }];
}

/** Document by document against what was reviewed: the version checked is the version stored. */
export function passFinalReview({ checked, by, now }: PassFinalReview['data'], state: KeyOrderState): Answer {
  if (!hasKey(state) || !isUnderFinalReview(state)) return notNow('NotReady', state);
  if (state.correctable === false) return reject('NotCorrectable');
  const missing = state.about.documents.filter((document) => !isChecked(document, checked)).map(({ slot }) => slot);
  if (missing.length > 0) return reject('DocumentsUnchecked', { missing });
  return [{ type: 'FinalReviewPassed', data: { ...keyOf(state), reviewer: by, checked, decidedAt: now } }];
}

/** Also after it was passed, until the key is handed over: who comes for it may turn out not to be the one. */
export function failFinalReview(command: FailFinalReview['data'], state: KeyOrderState): Answer {
  const { reasons, correctable, remark, by, now } = command;
  if (!hasKey(state) || !(isUnderFinalReview(state) || state.status === 'reviewed')) return notNow('NotReady', state);
  if (state.correctable === false) return reject('NotCorrectable');
  return [
    {
      type: 'FinalReviewFailed',
      data: { ...keyOf(state), reviewer: by, reasons, correctable, remark, decidedAt: now },
    },
  ];
}

/** The token that is scanned must be this case's, and who takes it the authorised user or the bearer of his letter. */
export function handOverKey(command: HandOverKey['data'], state: KeyOrderState): Answer {
  const { tokenSerial, collector, identity, by, now } = command;
  if (!hasKey(state) || state.status !== 'reviewed') return notNow('FinalReviewNotPassed', state);
  const { making } = state;
  if (making.tokenSerial !== tokenSerial) return reject('TokenOfAnotherCase');
  if (!making.pinLetter?.trackingNumber) return reject('PinLetterMissing');
  const owed = owedTokens(state, command);
  if (owed !== null) return reject('OldKeyNotReturned', { tokens: owed });
  if (collector === 'authorised-user' && !isAuthorisedUser(command)) return reject('CollectorNotEntitled');
  if (collector === 'bearer-of-introduction-letter' && identity.letterNumber === null)
    return reject('LetterNumberMissing');
  const end = { ...pairOf(making), collector, collectorIdentity: identity, by, collectedAt: now };
  return [{ type: 'KeyCollected', data: { ...deliveryOf(state), ...end } }];
}

/** The manager's way out of a failed final review; the enterprise may start again. */
export function terminateOrder({ ground, remark, by, now }: TerminateOrder['data'], state: KeyOrderState): Answer {
  if (!hasKey(state) || state.status !== 'final-failed') return notNow('FinalReviewNotFailed', state);
  return [orderEnded(state, { ground, remark, by }, now)];
}

/** Until the term is over; not where the review failed for good, since coming again would not help. */
export function remindOfCollection({ attempt, now }: RemindOfCollection['data'], state: KeyOrderState): Answer {
  if (!hasKey(state) || state.attempt !== attempt || state.correctable === false) return [];
  const { noticeAt, collectBy, reminded } = state;
  if (noticeAt === null || collectBy === null || now >= collectBy) return [];
  const daysAfter = dueCollectionReminder(noticeAt, reminded, now);
  if (daysAfter === null) return [];
  const reminder = { ...toBring(state), daysAfter, collectBy, remindedAt: now };
  return [{ type: 'CollectionReminded', data: { ...deliveryOf(state), ...reminder } }];
}

/** A key that nobody fetched in time ends as if it had never been made; the enterprise may start again. */
export function expireCollection({ attempt, now }: ExpireCollection['data'], state: KeyOrderState): Answer {
  if (!hasKey(state) || state.attempt !== attempt || state.collectBy === null || now < state.collectBy) return [];
  return [orderEnded(state, { ground: 'unclaimed', remark: null, by: null }, now)];
}

/** The originals of everything that was uploaded, and the old key where its owner has it in hand. */
function toBring({ about, oldKeys }: WithKey): {
  readonly papers: readonly Slot[];
  readonly toReturn?: readonly string[];
} {
  const papers = about.documents.map(({ slot }) => slot);
  return oldKeys === null || oldKeys.toReturn.length === 0 ? { papers } : { papers, toReturn: oldKeys.toReturn };
}

/** Also where it failed before: a missing paper is brought along on a later visit. */
const isUnderFinalReview = ({ status }: WithKey): boolean => status === 'ready' || status === 'final-failed';

const isChecked = (document: CheckedSlot, checked: readonly CheckedSlot[]): boolean =>
  checked.some(({ slot, version }) => slot === document.slot && version === document.version);

/**
 * What is still to be handed in; `null` for nothing. A key that is worth nothing any more was taken back before; that of a
 * change is good until this moment, and given for the new one.
 */
function owedTokens(
  { about, oldKeys }: WithKey,
  { returned, handedIn }: HandOverKey['data'],
): readonly string[] | null {
  const isChange = about.kind === 'change';
  if (oldKeys === null) return isChange ? [] : null;
  const owed = oldKeys.toReturn.filter((each) => !returned.includes(each) && !(isChange && each === handedIn));
  return owed.length > 0 ? owed : null;
}

/** Erased data entitle nobody. */
const isAuthorisedUser = ({ identity, authorisedUser }: HandOverKey['data']): boolean =>
  authorisedUser !== null &&
  identity.name === authorisedUser.name &&
  identity.idType === authorisedUser.idType &&
  identity.idNumber === authorisedUser.idNumber;

const pairOf = ({ issuances: { signing, encryption } }: Making) => ({
  certificates: { signing: signing?.serial ?? '', encryption: encryption?.serial ?? '' },
  notAfter: signing?.validity?.notAfter ?? '',
});
