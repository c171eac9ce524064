import type { RenewedTokenEvent } from './renewed-token.events';

export interface RenewedTokenState {
  /** The renewal that was begun last with this token, as long as nobody has given the token up since. */
  readonly renewalId: string | null;
}

export const initial: RenewedTokenState = { renewalId: null };

export function evolve(state: RenewedTokenState, event: RenewedTokenEvent): RenewedTokenState {
  switch (event.type) {
    case 'TokenRenewalNoted':
      return { renewalId: event.data.renewalId };
    case 'TokenGivenUp':
      return { renewalId: null };
    default: {
      const unknown: never = event;
      void unknown;
      return state;
    }
  }
}
