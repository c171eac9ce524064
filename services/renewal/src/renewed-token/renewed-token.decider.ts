import type { Decider } from '@ekey/kernel';
import type { RenewedTokenCommand } from './renewed-token.commands';
import type { RenewedTokenEvent } from './renewed-token.events';
import { evolve, initial, type RenewedTokenState } from './renewed-token.state';

/** Policies alone speak to it, and are never refused. */
function decide(command: RenewedTokenCommand, { renewalId }: RenewedTokenState): readonly RenewedTokenEvent[] {
  const { now } = command.data;
  if (command.type === 'NoteRenewal') {
    const { renewalId: begun } = command.data;
    return begun === renewalId ? [] : [{ type: 'TokenRenewalNoted', data: { renewalId: begun, notedAt: now } }];
  }
  const { replacementId } = command.data;
  return renewalId === null ? [] : [{ type: 'TokenGivenUp', data: { renewalId, replacementId, givenUpAt: now } }];
}

/** Which renewal is under way with a token, so that whoever gives the token up ends it. The stream's id is the token's serial number. */
export const renewedToken: Decider<RenewedTokenCommand, RenewedTokenState, RenewedTokenEvent, never> = {
  category: 'renewal.RenewedToken',
  initial,
  decide,
  evolve,
};
