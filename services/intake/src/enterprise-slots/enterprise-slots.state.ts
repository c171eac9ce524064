import type { EnterpriseSlotsEvent } from './enterprise-slots.events';

/** `reserved`: a submission is announced. `confirmed`: it has come, and the case is under way. */
export interface Taken {
  readonly reservationId: string;
  readonly caseId: string;
  readonly status: 'reserved' | 'confirmed';
}

export interface EnterpriseSlotsState {
  readonly taken: Taken | null;
  /** The cases whose keys were handed over; they stay for ever. */
  readonly keys: readonly string[];
  /** The enterprise had a key before this system kept the record. */
  readonly imported: boolean;
}

export const initial: EnterpriseSlotsState = { taken: null, keys: [], imported: false };

export function evolve(state: EnterpriseSlotsState, event: EnterpriseSlotsEvent): EnterpriseSlotsState {
  switch (event.type) {
    case 'SlotReserved': {
      const { reservationId, caseId } = event.data;
      return { ...state, taken: { reservationId, caseId, status: 'reserved' } };
    }
    case 'SlotConfirmed': {
      const { reservationId, caseId } = event.data;
      return { ...state, taken: { reservationId, caseId, status: 'confirmed' } };
    }
    case 'SlotReleased':
      return withoutCase(state, event.data.caseId);
    case 'KeyHeld':
      return { ...withoutCase(state, event.data.caseId), keys: [...state.keys, event.data.caseId] };
    case 'HolderImported':
      return { ...state, imported: true };
    case 'HolderStruckOff':
      return { ...state, imported: false };
    default:
      void (event satisfies never);
      return state;
  }
}

const withoutCase = (state: EnterpriseSlotsState, caseId: string): EnterpriseSlotsState =>
  state.taken?.caseId === caseId ? { ...state, taken: null } : state;
