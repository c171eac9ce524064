import type { ReplacementEvent, ReplacementNoted } from './replacement.events';

/** What was noted may come before or after the news that 复核通过 was given: they are told on different topics. */
export interface ReplacementState {
  readonly noted: ReplacementNoted['data'] | null;
  readonly isDropped: boolean;
  /** The counter is to ask for the old key. */
  readonly returnAsked: boolean;
  readonly isDue: boolean;
  /** The tokens whose keys are to end. */
  readonly sought: readonly string[] | null;
  readonly found: boolean;
  readonly ended: readonly string[];
}

export const initial: ReplacementState = {
  noted: null,
  isDropped: false,
  returnAsked: false,
  isDue: false,
  sought: null,
  found: false,
  ended: [],
};

export function evolve(state: ReplacementState, event: ReplacementEvent): ReplacementState {
  switch (event.type) {
    case 'ReplacementNoted':
      return { ...state, noted: event.data };
    case 'ReplacementDropped':
      return { ...state, isDropped: true };
    case 'ReturnToAskFor':
      return { ...state, returnAsked: true };
    case 'OldKeyToEnd':
      return { ...state, isDue: true };
    case 'OldKeysSought':
      // Earlier releases looked twice for a key that was named twice.
      return { ...state, sought: [...new Set(event.data.tokens)] };
    case 'OldKeysFound':
      return { ...state, found: true };
    case 'OldKeyEnded':
      return { ...state, ended: [...state.ended, event.data.tokenSerial] };
    case 'OldKeysToReturn':
    case 'OldKeysEnded':
      return state;
    default: {
      const unknown: never = event;
      void unknown;
      return state;
    }
  }
}
