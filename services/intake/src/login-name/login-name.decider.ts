import { reject, type Decider, type Decision } from '@ekey/kernel';
import type { LoginNameCommand } from './login-name.commands';
import type { LoginNameEvent } from './login-name.events';
import { evolve, initial, type LoginNameState } from './login-name.state';

export type LoginNameRejection = 'LoginNameTaken';

/** The same claimant may claim again, so that a registration broken off half-way can be repeated. */
function decide(command: LoginNameCommand, state: LoginNameState): Decision<LoginNameEvent, LoginNameRejection> {
  const { accountId, now } = command.data;
  if (state.accountId === accountId) return [];
  if (state.accountId !== null) return reject('LoginNameTaken');
  return [{ type: 'LoginNameClaimed', data: { accountId, claimedAt: now } }];
}

/** One login name, claimed by the first append to its stream. */
export const loginName: Decider<LoginNameCommand, LoginNameState, LoginNameEvent, LoginNameRejection> = {
  category: 'intake.LoginName',
  initial,
  decide,
  evolve,
};
