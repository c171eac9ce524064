import type { HeldKey, OnLineRequest } from '../revocation/revocation.events';
import type { UnlockBar, UnlockEvent } from './unlock.events';

/** How far an unlocking has come. */
export type UnlockStep =
  | { readonly at: 'none' }
  | (Begun & { readonly at: 'requested' | 'verified' })
  | (Begun & { readonly at: 'authorised'; readonly codeDigest: string; readonly expiresAt: string });
interface Begun {
  readonly key: HeldKey;
  /** `null` where an officer has recorded it. */
  readonly request: OnLineRequest | null;
}

export interface UnlockState {
  readonly step: UnlockStep;
  readonly bar: UnlockBar | 'renewed' | null;
  /** The pair that is in its token now. */
  readonly successor: HeldKey | null;
  readonly adminPinLocked: boolean;
  /** The code that was reported with success last. */
  readonly usedCode: string | null;
}

const none: UnlockStep = { at: 'none' };
export const initial: UnlockState = {
  step: none,
  bar: null,
  successor: null,
  adminPinLocked: false,
  usedCode: null,
};

const begun = ({ key, request }: Begun): Begun => ({ key, request });

export function evolve(state: UnlockState, event: UnlockEvent): UnlockState {
  const { step } = state;
  switch (event.type) {
    case 'UnlockRequested':
      return { ...state, step: { at: 'requested', key: event.data.key, request: null } };
    case 'UnlockRequestedOnLine':
      return { ...state, step: { at: 'requested', key: event.data.key, request: event.data.request } };
    case 'UnlockVerified':
      return step.at === 'none' ? state : { ...state, step: { ...begun(step), at: 'verified' } };
    case 'UnlockAuthorised': {
      const { codeDigest, expiresAt } = event.data;
      return step.at === 'none'
        ? state
        : { ...state, step: { ...begun(step), at: 'authorised', codeDigest, expiresAt } };
    }
    case 'UnlockRequestAnswered':
    case 'AdminPinLockPassedOn':
      return state;
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
    case 'UnlockWithdrawn':
      return { ...state, step: none };
    case 'UnlockingBarred':
      return { ...state, step: none, bar: event.data.because };
    case 'UnlockingOvertaken':
      return { ...state, step: none, bar: 'renewed', successor: event.data.successor ?? null };
    case 'AdminPinLockTakenOver':
      return { ...state, step: none, adminPinLocked: true };
    case 'UnlockingAllowed':
      return { ...state, bar: null };
    default: {
      const unknown: never = event;
      void unknown;
      return state;
    }
  }
}
