import type { SoftToken } from './soft-token';
import { TokenRefused } from './token.refusal';

export type UnlockOutcome =
  { readonly outcome: 'unlocked'; readonly pinChanged: boolean } | { readonly outcome: 'admin-pin-locked' };

/** What whoever unlocks a token types in. */
export interface UnlockPins {
  readonly adminPin: string;
  /** With which the administrator opens it. */
  readonly interimPin: string;
  /** The holder's own. */
  readonly newPin: string;
}

/**
 * What the client of an unlocking does, up to its report: unblock, change the PIN at once, or find that nothing opens the token.
 * May be run again where its report was lost.
 * @throws TokenRefused where the administrator's PIN is wrong and has tries left: nothing is to be reported yet
 */
export async function unlockToken(
  token: SoftToken,
  { adminPin, interimPin, newPin }: UnlockPins,
): Promise<UnlockOutcome> {
  try {
    if (token.triesLeft === 0) await token.unblockPin(adminPin, interimPin);
    if (token.state.pin.initial) await token.changePin(interimPin, newPin);
    return { outcome: 'unlocked', pinChanged: !token.state.pin.initial };
  } catch (error) {
    if (error instanceof TokenRefused && error.code === 'AdminPinLocked') return { outcome: 'admin-pin-locked' };
    throw error;
  }
}
