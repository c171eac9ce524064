import type { KeyPurpose, PublicKeyEvent } from './public-key.events';

/** What the key was claimed for; `null`: never seen. */
export type PublicKeyState = KeyPurpose | null;

export const initial: PublicKeyState = null;

export function evolve(state: PublicKeyState, event: PublicKeyEvent): PublicKeyState {
  switch (event.type) {
    case 'PublicKeyClaimed':
    case 'PublicKeyClaimedForRenewal': {
      const { caseId, attempt, use } = event.data;
      return { caseId, attempt, use };
    }
    case 'PublicKeyRefusedToRenewal':
      return state;
    default: {
      const unknown: never = event;
      void unknown;
      return state;
    }
  }
}
