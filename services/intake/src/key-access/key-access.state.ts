import type { KeyAccessEvent } from './key-access.events';

export interface KeyAccessState {
  /** `ended` is for good. */
  readonly standing: 'open' | 'suspended' | 'ended';
  /** Submitted in time and not over. One at a time is under way; of two, the end of the first may be heard of last. */
  readonly renewals: readonly string[];
}

export const initial: KeyAccessState = { standing: 'open', renewals: [] };

export function evolve(state: KeyAccessState, event: KeyAccessEvent): KeyAccessState {
  switch (event.type) {
    case 'KeyAccessEnded':
      return { ...state, standing: event.data.ground === 'suspended' ? 'suspended' : 'ended' };
    case 'KeyAccessRestored':
      return { ...state, standing: 'open' };
    case 'RenewalNoted':
      return { ...state, renewals: [...state.renewals, event.data.renewalId] };
    case 'RenewalOver':
      return { ...state, renewals: state.renewals.filter((each) => each !== event.data.renewalId) };
    default: {
      const unknown: never = event;
      void unknown;
      return state;
    }
  }
}
