import type { HeldKey } from '../revocation/revocation.events';
import type { UnlockBar, UnlockEvent } from './unlock.events';

/** How far an unlocking has come. */
export type UnlockStep =
  | { readonly at: 'none' }
  | { readonly at: 'requested' | 'verified'; readonly key: HeldKey }
  | { readonly at: 'authorised'; readonly key: HeldKey; readonly codeDigest: string; readonly expiresAt: string };

export interface UnlockState {
  readonly step: UnlockStep;
  readonly bar: UnlockBar | null;
  readonly adminPinLocked: boolean;
  /** The code that was reported with success last. */
  readonly usedCode: string | null;
}

const none: UnlockStep = { at: 'none' };
export const initial: UnlockState = { step: none, bar: null, adminPinLocked: false, usedCode: null };

export function evolve(state: UnlockState, event: UnlockEvent): UnlockState {
  const { step } = state;
  switch (event.type) {
    case 'UnlockRequested':
      return { ...state, step: { at: 'requested', key: event.data.key } };
    case 'UnlockVerified':
      return step.at === 'none' ? state : { ...state, step: { at: 'verified', key: step.key } };
    case 'UnlockAuthorised': {
      const { codeDigest, expiresAt } = event.data;
      return step.at === 'none'
        ? state
        : { ...state, step: { at: 'authorised', key: step.key, codeDigest, expiresAt } };
    }
    case 'KeyUnlocked':
      return { ...state, step: none, usedCode: step.at === 'authorised' ? step.codeDigest : state.usedCode };
    case 'UnlockFailed':
      return {
        ...{ ...state, step: none, adminPinLocked: true },
        usedCode: step.at === 'authorised' ? step.codeDigest : state.usedCode,
      };
    case 'UnlockExpired':
    case 'UnlockRejected':
    case 'UnlockCancelled':
      return { ...state, step: none };
    case 'UnlockingBarred':
      return { ...state, step: none, bar: event.data.because };
    case 'UnlockingAllowed':
      return { ...state, bar: null };
    default: {
      const unknown: never = event;
      void unknown;
      return state;
    }
  }
}
