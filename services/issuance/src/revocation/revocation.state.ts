import type { RevocationEvent } from './revocation.events';

export type RevocationState =
  | { readonly status: 'unknown' | 'executed' }
  | { readonly status: 'ordered'; readonly caseId: string; readonly left: readonly string[] };

export const initial: RevocationState = { status: 'unknown' };

export function evolve(state: RevocationState, event: RevocationEvent): RevocationState {
  switch (event.type) {
    case 'RevocationOrdered':
      return { status: 'ordered', caseId: event.data.caseId, left: event.data.serials };
    case 'RevocationProgressed':
      if (state.status !== 'ordered') return state;
      return { ...state, left: state.left.filter((serial) => serial !== event.data.serial) };
    case 'RevocationExecuted':
      return { status: 'executed' };
    default: {
      const unknown: never = event;
      void unknown;
      return state;
    }
  }
}
