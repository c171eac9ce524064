import type { ForCase, TokenEvent } from './token.events';

/** The way of a key to its enterprise, in order (dossier §4.8). */
export const way = ['assigned', 'personalised', 'checked', 'packed', 'in-transit', 'at-agency', 'handed-over'] as const;

export type OnTheWay = (typeof way)[number];
export type TokenStatus =
  | 'unknown'
  | 'in-stock'
  | OnTheWay
  | 'locked'
  | 'suspended'
  | 'dead'
  | 'recalled'
  | 'returned'
  | 'scrapped'
  | 'destroyed';

export interface TokenState {
  readonly status: TokenStatus;
  readonly holder: ForCase | null;
  /** The claim that the present assignment rests on. */
  readonly claimId: string | null;
}

export const initial: TokenState = { status: 'unknown', holder: null, claimId: null };

/** Where each fact takes the token; the two that change whose it is are dealt with below. */
const places = {
  TokenStocked: 'in-stock',
  TokenPersonalised: 'personalised',
  TokenChecked: 'checked',
  TokenPacked: 'packed',
  TokenUnpacked: 'checked',
  TokenDispatched: 'in-transit',
  TokenArrived: 'at-agency',
  TokenHandedOver: 'handed-over',
  TokenLocked: 'locked',
  TokenUnlocked: 'handed-over',
  TokenSuspended: 'suspended',
  TokenReinstated: 'handed-over',
  TokenDied: 'dead',
  TokenScrapped: 'scrapped',
  TokenRecalled: 'recalled',
  TokenReturned: 'returned',
  TokenDestroyed: 'destroyed',
} as const satisfies Record<Exclude<TokenEvent['type'], 'TokenAssigned' | 'TokenReleased'>, TokenStatus>;

export function evolve(state: TokenState, event: TokenEvent): TokenState {
  switch (event.type) {
    case 'TokenAssigned': {
      const { caseId, attempt, claimId } = event.data;
      return { status: 'assigned', holder: { caseId, attempt }, claimId };
    }
    case 'TokenReleased':
      return { ...initial, status: 'in-stock' };
    default:
      return { ...state, status: places[event.type] ?? state.status };
  }
}
