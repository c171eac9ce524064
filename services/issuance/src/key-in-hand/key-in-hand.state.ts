import type { HeldKey } from '../revocation/revocation.events';
import type { KeyInHandEvent, LossHeard, MadeKey, RenewedPair } from './key-in-hand.events';

export interface KeyInHandState {
  readonly made: MadeKey | null;
  readonly held: { readonly key: HeldKey; readonly since: string } | null;
  /** The last renewal that was told before the hand-over. */
  readonly early: { readonly renewed: RenewedPair; readonly since: string } | null;
  /** The last loss that was reported, and not taken back. */
  readonly loss: Pick<LossHeard['data'], 'uscc' | 'reportedAt'> | null;
}

export const initial: KeyInHandState = { made: null, held: null, early: null, loss: null };

export function evolve(state: KeyInHandState, event: KeyInHandEvent): KeyInHandState {
  switch (event.type) {
    case 'KeyMadeKnown': {
      const { caseId, attempt, sealId } = event.data;
      return { ...state, made: { caseId, attempt, sealId } };
    }
    case 'KeyTaken': {
      const { key, since } = event.data;
      return { ...state, held: { key, since } };
    }
    case 'RenewalHeard': {
      const { renewed, since } = event.data;
      return { ...state, early: { renewed, since } };
    }
    case 'LossHeard': {
      const { uscc, reportedAt } = event.data;
      return { ...state, loss: { uscc, reportedAt } };
    }
    case 'LossTakenBack':
      return { ...state, loss: null };
    default: {
      const unknown: never = event;
      void unknown;
      return state;
    }
  }
}
