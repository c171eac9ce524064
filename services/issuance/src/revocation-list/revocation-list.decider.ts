import type { Decider } from '@ekey/kernel';
import type { RevocationListCommand } from './revocation-list.commands';
import type { RevocationListEvent } from './revocation-list.events';
import { evolve, initial, type RevocationListState } from './revocation-list.state';

/** The only stream of its category. */
export const REVOCATION_LIST = 'issuing-authority';

/**
 * When a revocation list was made without a change. A list is numbered by the position in the log of the last fact that it
 * covers, and no two lists may have one number (RFC 5280 §5.2.3): so a mere refreshment is a fact too.
 */
export const revocationList: Decider<RevocationListCommand, RevocationListState, RevocationListEvent, never> = {
  category: 'issuance.RevocationList',
  initial,
  decide: ({ data }) => [{ type: 'RevocationListRefreshed', data: { refreshedAt: data.now } }],
  evolve,
};
