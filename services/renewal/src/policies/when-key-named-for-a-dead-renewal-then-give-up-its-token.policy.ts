import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { GiveUpToken } from '../renewed-token/renewed-token.commands';

/** 补办 because the renewal died: whoever has no key to log in with any more says so by his account. */
export const whenKeyNamedForADeadRenewalThenGiveUpItsToken: Policy<Published<'intake.KeyNamed.v1'>, GiveUpToken> = {
  name: 'when-key-named-for-a-dead-renewal-then-give-up-its-token',
  from: 'intake.events',
  on: ['intake.KeyNamed.v1'],
  react: ({ data: { caseId: replacementId, ground, tokenSerial }, meta }) =>
    ground === 'renewal-died' && tokenSerial !== null
      ? [{ id: tokenSerial, command: { type: 'GiveUpToken', data: { replacementId, now: meta.recordedAt } } }]
      : [],
};
