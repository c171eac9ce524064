import { reject, type Decider, type Decision } from '@ekey/kernel';
import type { LoginNameCommand } from './login-name.commands';
import type { LoginNameEvent } from './login-name.events';
import { evolve, initial, type LoginNameState } from './login-name.state';

const BROKEN_OFF_AFTER_MS = 10 * 60_000;

export type LoginNameRejection = 'LoginNameTaken';

/**
 * The same claimant may claim again, so that a registration broken off half-way can be repeated. Where it never is, the name
 * is as good as free: a claim that was long made and never led to an account gives way to the next.
 */
function decide(command: LoginNameCommand, state: LoginNameState): Decision<LoginNameEvent, LoginNameRejection> {
  const { accountId, brokenOff, now } = command.data;
  if (state.accountId === accountId) return [];
  if (state.accountId !== null && !isGivenUp(state, brokenOff, now)) return reject('LoginNameTaken');
  return [{ type: 'LoginNameClaimed', data: { accountId, claimedAt: now } }];
}

/** A registration that is only slow still comes to its end. */
const isGivenUp = ({ accountId, claimedAt }: LoginNameState, brokenOff: string | null, now: string): boolean =>
  accountId === brokenOff && Date.parse(now) - Date.parse(claimedAt ?? now) >= BROKEN_OFF_AFTER_MS;

/** One login name, claimed by the first append to its stream. */
export const loginName: Decider<LoginNameCommand, LoginNameState, LoginNameEvent, LoginNameRejection> = {
  category: 'intake.LoginName',
  initial,
  decide,
  evolve,
};
