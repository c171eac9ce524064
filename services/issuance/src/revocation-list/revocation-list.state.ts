import type { RevocationListEvent } from './revocation-list.events';

export interface RevocationListState {
  readonly refreshedAt: string | null;
}

export const initial: RevocationListState = { refreshedAt: null };

export function evolve(state: RevocationListState, event: RevocationListEvent): RevocationListState {
  switch (event.type) {
    case 'RevocationListRefreshed':
      return { refreshedAt: event.data.refreshedAt };
    default: {
      const unknown: never = event.type;
      void unknown;
      return state;
    }
  }
}
