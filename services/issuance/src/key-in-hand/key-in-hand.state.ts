import type { HeldKey } from '../revocation/revocation.events';
import type {
  KeyInHandEvent,
  LossHeard,
  MadeKey,
  RenewedPair,
  RevocationAsked,
  UnlockAsked,
} from './key-in-hand.events';

export interface KeyInHandState {
  readonly made: MadeKey | null;
  readonly held: { readonly key: HeldKey; readonly since: string } | null;
  /** The last renewal that was told before the hand-over. */
  readonly early: { readonly renewed: RenewedPair; readonly since: string } | null;
  /** The last loss that was reported, and not taken back. */
  readonly loss: Pick<LossHeard['data'], 'uscc' | 'reportedAt'> | null;
  /** The last unlocking that was asked for on line, and of which key. */
  readonly asked: Pick<UnlockAsked['data'], 'asking' | 'key'> | null;
  /** The last revocation that was asked for on line, and of which key. */
  readonly askedToRevoke: Pick<RevocationAsked['data'], 'asking' | 'key'> | null;
}

export const initial: KeyInHandState = {
  ...{ made: null, held: null, early: null, loss: null },
  ...{ asked: null, askedToRevoke: null },
};

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
    case 'KeyRenewed':
      return state;
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
    case 'UnlockAsked': {
      const { asking, key } = event.data;
      return { ...state, asked: { asking, key } };
    }
    case 'UnlockAskedNoMore':
      return { ...state, asked: null };
    case 'RevocationAsked': {
      const { asking, key } = event.data;
      return { ...state, askedToRevoke: { asking, key } };
    }
    case 'RevocationAskedNoMore':
      return { ...state, askedToRevoke: null };
    default: {
      const unknown: never = event;
      void unknown;
      return state;
    }
  }
}
