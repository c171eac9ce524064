import { reject, type Rejection } from '@ekey/kernel';
import type { WantedKey } from './enterprise-slots.events';
import { addsOne, keysHeld, keysUnderWay, replaced, type EnterpriseSlotsState } from './enterprise-slots.state';

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
  if ('key' in wanted) return whatBarsInstead(state, caseId, wanted.key);
  return wanted.kind === 'first' ? whatBarsFirst(state, caseId) : whatBarsAdditional(state, caseId);
}

/** 首次申领 is asked of the enterprise, for ever, and not of the account or of the case. */
function whatBarsFirst(state: EnterpriseSlotsState, caseId: string): Rejection<SlotBar> | null {
  if (state.imported || state.keys.length > 0) return reject('FirstApplicationNotAllowed', { because: 'key-held' });
  if (state.taken.some((each) => each.caseId !== caseId)) {
    return reject('FirstApplicationNotAllowed', { because: 'case-in-progress' });
  }
  return null;
}

/** 持有的数字证书达到或超过3张时不可增办: keys count, not certificates, and those that are on their way with them. */
export const MOST_KEYS = 3;

function whatBarsAdditional(state: EnterpriseSlotsState, caseId: string): Rejection<SlotBar> | null {
  return state.keys.length === 0 && !state.imported ? reject('NoKeyHeld') : whatBarsOneMore(state, caseId);
}

function whatBarsOneMore(state: EnterpriseSlotsState, caseId: string): Rejection<SlotBar> | null {
  const [held, underWay] = [keysHeld(state), keysUnderWay(state, caseId)];
  return held + underWay < MOST_KEYS ? null : reject('TooManyKeys', { held, underWay, most: MOST_KEYS });
}

/**
 * One open case for each key that is to be replaced. Of an enterprise that had keys before this system nobody knows their
 * numbers: those that it names are believed here, and looked into by the reviewers.
 */
function whatBarsInstead(state: EnterpriseSlotsState, caseId: string, key: string): Rejection<SlotBar> | null {
  if (state.keys.length === 0 && !state.imported) return reject('NoKeyHeld');
  if (replaced(state).includes(key)) return reject('KeyAlreadyReplaced', { key });
  if (caseOf(state, key) === null && !state.imported) return reject('KeyNotHeld', { key });
  const isUnderWay = state.taken.some(
    (each) => each.caseId !== caseId && 'key' in each.wanted && each.wanted.key === key,
  );
  if (isUnderWay) return reject('ReplacementUnderWay', { key });
  return addsOne(state, { kind: 'replacement', key }) ? whatBarsOneMore(state, caseId) : null;
}

/** The case that the key of this number was handed over in; `null` where none is known. */
export const caseOf = ({ keys, numbers }: EnterpriseSlotsState, key: string): string | null =>
  keys.find((caseId) => numbers[caseId] === key) ?? null;
