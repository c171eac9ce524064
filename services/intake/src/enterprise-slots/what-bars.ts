import { reject, type Rejection } from '@ekey/kernel';
import type { WantedKey } from './enterprise-slots.events';
import {
  addsOne,
  hadKeys,
  keysHeld,
  keysUnderWay,
  replaced,
  type EnterpriseSlotsState,
} from './enterprise-slots.state';

/** What an enterprise's slots say against a case. */
export type SlotBar =
  | 'FirstApplicationNotAllowed'
  | 'NoKeyHeld'
  | 'TooManyKeys'
  | 'KeyNotHeld'
  | 'KeyAlreadyReplaced'
  | 'ReplacementUnderWay';

/** Why a case of this enterprise that wants a key would be refused; `null` where nothing stands against it. */
export function whatBars(state: EnterpriseSlotsState, caseId: string, wanted: WantedKey): Rejection<SlotBar> | null {
  if ('key' in wanted) return whatBarsInstead(state, caseId, wanted);
  return wanted.kind === 'first' ? whatBarsFirst(state, caseId) : whatBarsAdditional(state, caseId);
}

/** 首次申领 is asked of the enterprise, for ever, and not of the account or of the case. */
function whatBarsFirst(state: EnterpriseSlotsState, caseId: string): Rejection<SlotBar> | null {
  if (hadKeys(state)) return reject('FirstApplicationNotAllowed', { because: 'key-held' });
  if (state.taken.some((each) => each.caseId !== caseId)) {
    return reject('FirstApplicationNotAllowed', { because: 'case-in-progress' });
  }
  return null;
}

/** 持有的数字证书达到或超过3张时不可增办: keys count, not certificates, and those that are on their way with them. */
const MOST_KEYS = 3;

function whatBarsAdditional(state: EnterpriseSlotsState, caseId: string): Rejection<SlotBar> | null {
  return hadKeys(state) ? whatBarsOneMore(state, caseId) : reject('NoKeyHeld');
}

/** @param givenUp how many keys are revoked before the one more is made */
function whatBarsOneMore(state: EnterpriseSlotsState, caseId: string, givenUp = 0): Rejection<SlotBar> | null {
  const [held, underWay] = [keysHeld(state), keysUnderWay(state, caseId)];
  return held - givenUp + underWay < MOST_KEYS ? null : reject('TooManyKeys', { held, underWay, most: MOST_KEYS });
}

type WantedInstead = Extract<WantedKey, { key: string }>;

/**
 * One open case for each key that is to be replaced. Of an enterprise that had keys before this system nobody knows their
 * numbers: those that it names are believed here, and looked into by the reviewers; beyond as many as it had, each is one more.
 */
function whatBarsInstead(
  state: EnterpriseSlotsState,
  caseId: string,
  { kind, key, surplus }: WantedInstead,
): Rejection<SlotBar> | null {
  if (!hadKeys(state)) return reject('NoKeyHeld');
  if (replaced(state).includes(key)) return reject('KeyAlreadyReplaced', { key });
  if (caseOf(state, key) === null && state.imported === 0) return reject('KeyNotHeld', { key });
  if (isNamedElsewhere(state, caseId, key)) return reject('ReplacementUnderWay', { key });
  const isGivenUp = (each: string): boolean => each !== key && isInHand(state, each);
  const foreign = surplus.find((each) => !isGivenUp(each));
  if (foreign !== undefined) return reject('KeyNotHeld', { key: foreign });
  const busy = surplus.find((each) => isNamedElsewhere(state, caseId, each));
  if (busy !== undefined) return reject('ReplacementUnderWay', { key: busy });
  // Of a 变更 nothing ends before the new key is in hand.
  const givenUp = kind === 'change' ? 0 : new Set(surplus).size;
  return addsOne(state, caseId, { kind, key, surplus }) ? whatBarsOneMore(state, caseId, givenUp) : null;
}

/** To be replaced, or given up: a key that ends for one case has no place that another could take. */
const isNamedElsewhere = ({ taken }: EnterpriseSlotsState, caseId: string, key: string): boolean =>
  taken.some((each) => each.caseId !== caseId && 'key' in each.wanted && namedBy(each.wanted).includes(key));

const namedBy = ({ key, surplus }: WantedInstead): readonly string[] => [key, ...surplus];

/** Only what could still be revoked can be given up. */
export const isInHand = (state: EnterpriseSlotsState, key: string): boolean =>
  caseOf(state, key) !== null && !isOver(state, key);

/** Revoked, or another key is in the enterprise's hand in its place. */
export const isOver = (state: EnterpriseSlotsState, key: string): boolean =>
  state.ended.includes(key) || replaced(state).includes(key);

/** The case that the key of this number was handed over in; `null` where none is known. */
export const caseOf = ({ keys, numbers }: EnterpriseSlotsState, key: string): string | null =>
  keys.find((caseId) => numbers[caseId] === key) ?? null;
