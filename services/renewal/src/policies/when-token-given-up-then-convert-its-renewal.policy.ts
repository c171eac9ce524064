import type { Policy } from '@ekey/kernel';
import type { CaseworkCommand } from '../renewal/renewal.commands';
import type { TokenGivenUp } from '../renewed-token/renewed-token.events';

export const whenTokenGivenUpThenConvertItsRenewal: Policy<TokenGivenUp, CaseworkCommand> = {
  name: 'when-token-given-up-then-convert-its-renewal',
  from: 'own',
  on: ['TokenGivenUp'],
  react: ({ data: { renewalId }, meta }) => [
    { id: renewalId, command: { type: 'ConvertRenewal', data: { now: meta.recordedAt } } },
  ],
};
