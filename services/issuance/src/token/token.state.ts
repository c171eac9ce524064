import type { ForCase, TokenEvent } from './token.events';

/** The way of a key to its enterprise, in order (docs/life-of-a-key.md). */
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
  | 'handed-in'
  | 'returned'
  | 'scrapped'
  | 'destroyed';

/** In its enterprise's hand, whatever its key is worth. */
export const withEnterprise: readonly TokenStatus[] = ['handed-over', 'locked', 'suspended', 'dead'];
/** Given back, or written off since it never comes. */
export const goneForGood: readonly TokenStatus[] = ['handed-in', 'returned', 'scrapped', 'destroyed'];

export interface TokenState {
  readonly status: TokenStatus;
  readonly holder: ForCase | null;
  /** The claim that the present assignment rests on. */
  readonly claimId: string | null;
  /** Its holder's PIN, whatever stands of the key besides: a suspension comes and goes over it. */
  readonly isLocked: boolean;
}

export const initial: TokenState = { status: 'unknown', holder: null, claimId: null, isLocked: false };

/** Where each fact takes the token. Those that change whose it is, or whether its PIN is locked, are dealt with below. */
const places = {
  TokenStocked: 'in-stock',
  TokenPersonalised: 'personalised',
  TokenChecked: 'checked',
  TokenPacked: 'packed',
  TokenUnpacked: 'checked',
  TokenDispatched: 'in-transit',
  TokenArrived: 'at-agency',
  TokenHandedOver: 'handed-over',
  TokenSuspended: 'suspended',
  TokenDied: 'dead',
  TokenScrapped: 'scrapped',
  TokenRecalled: 'recalled',
  TokenHandedIn: 'handed-in',
  TokenReturned: 'returned',
  TokenDestroyed: 'destroyed',
} as const satisfies Record<Exclude<TokenEvent['type'], DealtWithBelow>, TokenStatus>;
type DealtWithBelow = 'TokenAssigned' | 'TokenReleased' | 'TokenLocked' | 'TokenUnlocked' | 'TokenReinstated';

const inUse = (isLocked: boolean): TokenStatus => (isLocked ? 'locked' : 'handed-over');

export function evolve(state: TokenState, event: TokenEvent): TokenState {
  switch (event.type) {
    case 'TokenAssigned': {
      const { caseId, attempt, claimId } = event.data;
      return { ...initial, status: 'assigned', holder: { caseId, attempt }, claimId };
    }
    case 'TokenReleased':
      return { ...initial, status: 'in-stock' };
    case 'TokenLocked':
    case 'TokenUnlocked': {
      const isLocked = event.type === 'TokenLocked';
      return { ...state, isLocked, status: state.status === 'suspended' ? 'suspended' : inUse(isLocked) };
    }
    case 'TokenReinstated':
      return { ...state, status: inUse(state.isLocked) };
    default:
      return { ...state, status: places[event.type] ?? state.status };
  }
}
