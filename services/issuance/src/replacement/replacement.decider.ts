import type { Decider } from '@ekey/kernel';
import type { RecordEndedKey, ReplacementCommand } from './replacement.commands';
import type { ReplacementEvent, ReplacementNoted } from './replacement.events';
import { evolve, initial, type ReplacementState } from './replacement.state';

type Facts = readonly ReplacementEvent[];

/** Policies and effects alone speak to it; what no longer applies is passed over, and nothing is ever refused. */
function decide(command: ReplacementCommand, state: ReplacementState): Facts {
  switch (command.type) {
    case 'NoteReplacement': {
      const { now, ...given } = command.data;
      if (state.noted !== null) return [];
      const noted: ReplacementNoted = { type: 'ReplacementNoted', data: { ...given, notedAt: now } };
      const asked = state.returnAsked ? [toBring(noted.data, now)] : [];
      return [noted, ...asked, ...(state.isDue && !state.isDropped ? seek(noted.data, now) : [])];
    }
    case 'DropReplacement': {
      const { caseId, now } = command.data;
      return state.isDropped || state.sought !== null
        ? []
        : [{ type: 'ReplacementDropped', data: { caseId, droppedAt: now } }];
    }
    case 'AskForReturn': {
      const { caseId, now } = command.data;
      if (state.returnAsked) return [];
      const asked: ReplacementEvent = { type: 'ReturnToAskFor', data: { caseId, askedAt: now } };
      return [asked, ...(state.noted === null ? [] : [toBring(state.noted, now)])];
    }
    case 'EndOldKey': {
      const { caseId, now } = command.data;
      if (state.isDue || state.isDropped) return [];
      const due: ReplacementEvent = { type: 'OldKeyToEnd', data: { caseId, dueAt: now } };
      return [due, ...(state.noted === null ? [] : seek(state.noted, now))];
    }
    case 'RecordOldKeys': {
      const { keys, now } = command.data;
      if (state.noted === null || state.sought === null || state.found) return [];
      const { caseId, ground, tokenSerial } = state.noted;
      return [{ type: 'OldKeysFound', data: { caseId, ground, tokenSerial, keys, foundAt: now } }];
    }
    case 'RecordEndedKey':
      return recordEnded(command.data, state);
  }
}

/** Each key once, however often it was named: it ends once. Of one from before this system there is nothing here to end. */
function seek({ caseId, tokenSerial, surplus }: ReplacementNoted['data'], now: string): Facts {
  const tokens = [...new Set(tokenSerial === null ? surplus : [tokenSerial, ...surplus])];
  return tokens.length > 0
    ? [{ type: 'OldKeysSought', data: { caseId, tokens, soughtAt: now } }]
    : [{ type: 'OldKeysEnded', data: { caseId, tokens, toReturn: [], endedAt: now } }];
}

function recordEnded({ now, ...key }: RecordEndedKey['data'], state: ReplacementState): Facts {
  const { noted, sought, ended } = state;
  if (noted === null || sought === null || !sought.includes(key.tokenSerial) || ended.includes(key.tokenSerial))
    return [];
  const one: ReplacementEvent = { type: 'OldKeyEnded', data: { ...key, endedAt: now } };
  if (ended.length + 1 < sought.length) return [one];
  const { caseId } = noted;
  return [one, { type: 'OldKeysEnded', data: { caseId, tokens: sought, toReturn: toReturn(noted), endedAt: now } }];
}

const toBring = (noted: ReplacementNoted['data'], now: string): ReplacementEvent => ({
  type: 'OldKeysToReturn',
  data: { caseId: noted.caseId, toReturn: toReturn(noted), notedAt: now },
});

/** Who has the old key in hand hands it in for the new one; who has lost it cannot. */
const toReturn = ({ ground, tokenSerial }: ReplacementNoted['data']): readonly string[] =>
  ground === 'lost' || tokenSerial === null ? [] : [tokenSerial];

/**
 * What becomes of the key whose place another one takes: of a 补办 it ends before the new one is made, of a 变更 it is handed in
 * for the new one and ends then.
 */
export const replacement: Decider<ReplacementCommand, ReplacementState, ReplacementEvent, never> = {
  category: 'issuance.Replacement',
  initial,
  decide,
  evolve,
};
