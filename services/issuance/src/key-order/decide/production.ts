import { reject } from '@ekey/kernel';
import type {
  FailProduction,
  ForgoToken,
  RecordOldKeysEnded,
  RecordOldKeysToReturn,
  RecordSlot,
  StartProduction,
} from '../key-order.commands';
import { caseOf, notNow, notOpen, remake, type Answer } from './answer';
import {
  areOldKeysRevoked,
  hasKey,
  isKnown,
  isOpen,
  type KeyOrderState,
  type OpenOrderState,
  type WithKey,
} from '../key-order.state';

/** The token was claimed before this is asked, and for one attempt: a claim that comes late must not serve the next. */
export function startProduction(
  { attempt, tokenSerial, claimId, by, now }: StartProduction['data'],
  state: KeyOrderState,
): Answer {
  if (!isOpen(state)) return notOpen(state);
  if (usesToken(tokenSerial, state) && state.making.maker === by) return [];
  if (state.status !== 'to-make') return reject('NotToMake', { state: state.status });
  if (attempt !== state.attempt) return reject('AnotherAttempt', { attempt: state.attempt });
  if (state.about.kind === 'replacement' && state.oldKeys === null) return reject('OldKeyNotRevoked');
  if (state.about.kind === 'additional' && state.slot !== 'held') return reject('SlotNotHeld');
  if (by === state.about.reVerifier) return reject('MakerIsReVerifier');
  if (state.forgone.includes(claimId)) return reject('TokenForgone');
  const key = { ...caseOf(state.about), attempt, tokenSerial };
  return [{ type: 'ProductionStarted', data: { ...key, claimId, maker: by, startedAt: now } }];
}

/**
 * Nothing of the new key may be made before: the enterprise never has two that are good for one. It is told in whatever
 * state the order is, since a key that is revoked takes up no slot of its enterprise any more: of a 变更 the keys end once it
 * is handed over, and of a 补办 also where it was cancelled meanwhile.
 */
export function recordOldKeysEnded(
  { tokens, toReturn, now }: RecordOldKeysEnded['data'],
  state: KeyOrderState,
): Answer {
  if (!isKnown(state) || areOldKeysRevoked(state)) return [];
  const is = caseOf(isOpen(state) ? state.about : state);
  return [{ type: 'OldKeysRevoked', data: { ...is, tokens, toReturn, revokedAt: now } }];
}

/** 变更: the counter asks for the old key; meanwhile it stays good. */
export function recordOldKeysToReturn({ toReturn, now }: RecordOldKeysToReturn['data'], state: KeyOrderState): Answer {
  if (!isOpen(state) || state.oldKeys !== null) return [];
  return [{ type: 'OldKeysAskedFor', data: { ...caseOf(state.about), toReturn, askedAt: now } }];
}

/** Told on another topic than the approval, and mostly long before it: the order may not be open yet. */
export function recordSlot({ slot, now }: RecordSlot['data'], state: KeyOrderState): Answer {
  if (!('slot' in state) || state.slot === slot) return [];
  return slot === 'held'
    ? [{ type: 'KeySlotHeld', data: { heldAt: now } }]
    : [{ type: 'KeySlotGivenBack', data: { givenBackAt: now } }];
}

/** From here on a production that comes late with this claim is refused, so that its token may go back to the stock. */
export function forgoToken({ tokenSerial, claimId, now }: ForgoToken['data'], state: KeyOrderState): Answer {
  if (isOpen(state) && (usesToken(tokenSerial, state) || state.forgone.includes(claimId))) return [];
  return [{ type: 'TokenForgone', data: { tokenSerial, claimId, forgoneAt: now } }];
}

/** One call for whatever went wrong on the line: token, certificates and seal of this attempt are done with. */
export function failProduction({ ground, remark, by, now }: FailProduction['data'], state: KeyOrderState): Answer {
  if (!hasKey(state) || (state.status !== 'producing' && state.status !== 'made'))
    return notNow('NothingToFail', state);
  return [
    { type: 'ProductionFailed', data: { attempt: state.attempt, ground, remark, by, failedAt: now } },
    remake(state, ground, now),
  ];
}

/** Whichever claim it rests on: of two claims of one case for one token, either may have led to the production. */
const usesToken = (tokenSerial: string, state: OpenOrderState): state is WithKey =>
  hasKey(state) && state.making.tokenSerial === tokenSerial;
