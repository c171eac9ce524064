import type { KeyAccessEvent } from './key-access.events';

export interface KeyAccessState {
  /** `ended` is for good. */
  readonly standing: 'open' | 'suspended' | 'ended';
}

export const initial: KeyAccessState = { standing: 'open' };

export function evolve(state: KeyAccessState, event: KeyAccessEvent): KeyAccessState {
  switch (event.type) {
    case 'KeyAccessEnded':
      return { ...state, standing: event.data.ground === 'suspended' ? 'suspended' : 'ended' };
    case 'KeyAccessRestored':
      return { ...state, standing: 'open' };
    default: {
      const unknown: never = event;
      void unknown;
      return state;
    }
  }
}
