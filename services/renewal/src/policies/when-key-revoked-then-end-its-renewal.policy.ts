import type { Policy } from '@ekey/kernel';
import type { TermEnded } from '../certificate-term/certificate-term.events';
import type { CaseworkCommand } from '../renewal/renewal.commands';

/** By whatever procedure: what was made for the renewal is revoked with it, and nobody reviews it any further. */
export const whenKeyRevokedThenEndItsRenewal: Policy<TermEnded, CaseworkCommand> = {
  name: 'when-key-revoked-then-end-its-renewal',
  from: 'own',
  on: ['TermEnded'],
  react: ({ data: { renewalId }, meta }) =>
    renewalId === undefined ? [] : [{ id: renewalId, command: { type: 'EndWithKey', data: { now: meta.recordedAt } } }],
};
