import type { Decider } from '@ekey/kernel';
import type { MatchCommand } from './match.commands';
import type { MatchEvent } from './match.events';

export interface MatchState {
  readonly isCompleted: boolean;
}

/** The comparison of certificates, tokens and orders of one night: once, also where two processes have made it. */
export const match: Decider<MatchCommand, MatchState, MatchEvent, never> = {
  category: 'issuance.Match',
  initial: { isCompleted: false },
  decide: ({ data: { now, ...told } }, { isCompleted }) =>
    isCompleted ? [] : [{ type: 'MatchCompleted', data: { ...told, completedAt: now } }],
  evolve: (state, { type }) => (type === 'MatchCompleted' ? { isCompleted: true } : state),
};
