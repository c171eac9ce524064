import type { LoginNameEvent } from './login-name.events';

/** Whose name it is; `null` while it is free. */
export interface LoginNameState {
  readonly accountId: string | null;
  readonly claimedAt: string | null;
}

export const initial: LoginNameState = { accountId: null, claimedAt: null };

export const evolve = (state: LoginNameState, event: LoginNameEvent): LoginNameState =>
  event.type === 'LoginNameClaimed' ? event.data : state;
