import { reject, type Rejection } from '@ekey/kernel';
import type { WantedKey } from './enterprise-slots.events';
import { replaced, type EnterpriseSlotsState } from './enterprise-slots.state';

/** What an enterprise's slots say against a case. */
export type SlotBar =
  'FirstApplicationNotAllowed' | 'NoKeyHeld' | 'KeyNotHeld' | 'KeyAlreadyReplaced' | 'ReplacementUnderWay';

/** Why a case of this enterprise that wants a key would be refused; `null` where nothing stands against it. */
export function whatBars(state: EnterpriseSlotsState, caseId: string, wanted: WantedKey): Rejection<SlotBar> | null {
  return wanted.kind === 'first' ? whatBarsFirst(state, caseId) : whatBarsInstead(state, caseId, wanted.key);
}

/** 首次申领 is asked of the enterprise, for ever, and not of the account or of the case. */
function whatBarsFirst(state: EnterpriseSlotsState, caseId: string): Rejection<SlotBar> | null {
  if (state.imported || state.keys.length > 0) return reject('FirstApplicationNotAllowed', { because: 'key-held' });
  if (state.taken.some((each) => each.caseId !== caseId)) {
    return reject('FirstApplicationNotAllowed', { because: 'case-in-progress' });
  }
  return null;
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
    (each) => each.caseId !== caseId && each.wanted.kind !== 'first' && each.wanted.key === key,
  );
  return isUnderWay ? reject('ReplacementUnderWay', { key }) : null;
}

/** The case that the key of this number was handed over in; `null` where none is known. */
export const caseOf = ({ keys, numbers }: EnterpriseSlotsState, key: string): string | null =>
  keys.find((caseId) => numbers[caseId] === key) ?? null;
